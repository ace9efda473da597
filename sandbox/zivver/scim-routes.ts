/** Method, path, media types and filter → the call on the store. Authentication, rate and faults stand before this. */

import type { WorldScimResource } from '../tenant/world.ts';
import { type Answer, json, text } from './answer.ts';
import { createGroup, deleteGroup, type NewAccount, patchGroup, putGroup, readGroup } from './group-calls.ts';
import type { Rules } from './group-rules.ts';
import { isObject, type JsonObject, type ResourceType } from './scim-resource.ts';

export interface ScimRequest {
  readonly method: string;
  /** Below the base address: `/Groups/…`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly contentType: string | undefined;
  readonly accept: string | undefined;
  readonly body: string;
}

/** A list answer that is cut short on purpose; see faults.ts. */
export interface ListCut {
  readonly keep: number;
  readonly total: 'honest' | 'lying';
  /** `startIndex` and `count` are obeyed, `keep` rows at most in one answer. */
  readonly pages: boolean;
}

export interface RouteOptions {
  readonly rules: Rules;
  readonly newAccount: () => NewAccount;
  readonly cut: ListCut | null;
}

export function answerScim(request: ScimRequest, options: RouteOptions): Answer {
  const { type, id } = readPath(request.path);
  if (type === undefined) return text(404, 'Not Found');
  if (request.method === 'GET') {
    return id === null ? answerList(type, request.query, options) : answerOne(type, id, options.rules);
  }
  // Writing personal accounts breaks people's single sign-on: this server is for a client that never does.
  if (type === 'users') return text(403, 'This server takes no writes on /Users');
  if (request.method === 'DELETE' && id !== null) return deleteGroup(id, options.rules);
  return answerWrite(request, id, options);
}

function answerWrite(request: ScimRequest, id: string | null, options: RouteOptions): Answer {
  const isKnown = id === null ? request.method === 'POST' : request.method === 'PUT' || request.method === 'PATCH';
  if (!isKnown) return text(405, 'Method Not Allowed');
  const refused = refuseMediaTypes(request);
  if (refused !== undefined) return refused;
  const body = readBody(request.body);
  if (body === undefined) return text(400, 'Malformed request body');
  if (id === null) return createGroup(body, options.newAccount(), options.rules);
  return request.method === 'PUT' ? putGroup(id, body, options.rules) : patchGroup(id, body, options.rules);
}

export function readPath(path: string): { readonly type: ResourceType | undefined; readonly id: string | null } {
  const match = /^\/(Groups|Users)(?:\/([^/]+))?\/?$/.exec(path);
  if (match === null) return { type: undefined, id: null };
  return { type: match[1] === 'Users' ? 'users' : 'groups', id: match[2] === undefined ? null : decode(match[2]) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** PATCH wants `application/scim+json` only, as what it gets and as what it gives (C); RFC 7644 section 3.1 allows both. */
function refuseMediaTypes(request: ScimRequest): Answer | undefined {
  const sent = mediaType(request.contentType);
  const isPatch = request.method === 'PATCH';
  if (sent !== 'application/scim+json' && (isPatch || sent !== 'application/json')) {
    return text(415, 'Unsupported Media Type');
  }
  const isAcceptable = request.accept === undefined || mediaType(request.accept) === 'application/scim+json';
  return isPatch && !isAcceptable ? text(406, 'Not Acceptable') : undefined;
}

function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function readBody(body: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function answerOne(type: ResourceType, id: string, rules: Rules): Answer {
  if (type === 'groups') return readGroup(id, rules);
  const user = rules.store.get('users', id);
  return user === undefined ? text(400, `Unknown user: ${id}`) : json(200, user);
}

/** The whole list in one answer; `startIndex` and `count` are not looked at, unlike RFC 7644 section 3.4.2.4 (O). */
function answerList(type: ResourceType, query: URLSearchParams, { rules, cut }: RouteOptions): Answer {
  const filter = query.get('filter');
  const found = filter === null ? rules.store.list(type) : filtered(type, filter, rules);
  if (found === undefined) return text(400, `Unsupported filter: ${filter}`);
  return listAnswer(found, cut === null ? found : cutRows(found, query, cut), cut);
}

/** Nothing else stands in the envelope: no `schemas`, `itemsPerPage`, `startIndex`, unlike RFC 7644 section 3.4.2 (O). */
function listAnswer(found: readonly unknown[], given: readonly unknown[], cut: ListCut | null): Answer {
  const total = cut?.total === 'lying' ? given.length : found.length;
  return json(200, { totalResults: total, Resources: given });
}

function cutRows<T>(found: readonly T[], query: URLSearchParams, cut: ListCut): readonly T[] {
  if (!cut.pages) return found.slice(0, cut.keep);
  const from = Math.max(1, Number(query.get('startIndex') ?? 1) || 1) - 1;
  const count = Math.min(cut.keep, Number(query.get('count') ?? cut.keep) || cut.keep);
  return found.slice(from, from + count);
}

/** `userName eq "a@b"` for people, `externalId eq "a@b"` for accounts (C); no other filter is known. */
function filtered(type: ResourceType, filter: string, rules: Rules): readonly WorldScimResource[] | undefined {
  const attribute = type === 'users' ? 'userName' : 'externalId';
  const match = /^\s*(\w+)\s+eq\s+"((?:[^"\\]|\\.)*)"\s*$/i.exec(filter);
  if (match === null || match[1]?.toLowerCase() !== attribute.toLowerCase()) return undefined;
  const wanted = (match[2] ?? '').replaceAll(/\\(.)/g, '$1').toLowerCase();
  return rules.store.list(type).filter((resource) => String(resource[attribute]).toLowerCase() === wanted);
}
