/** The HTTP server: the channel's messages, health, reports by link. Routes answer data; no stack or secret ever leaves. */

import restify, { type Request, type Response, type Server } from 'restify';
import type { Logger } from '../platform/logger.ts';
import { renderPage } from './page.ts';
import { problemsPage, problemsPath } from './problems-page.ts';
import { readJsonBody } from './read-json-body.ts';
import { emptyReply, jsonReply, pageReply, type Reply, send } from './reply.ts';
import { deliverReport, type ReportRouteOptions, showReportPage } from './report-route.ts';
import { answerSignIn, type SignInRouteOptions, signInPath } from './sign-in-route.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly version: string;
  readonly log: Logger;
  /** The bot's door: what it answers to one request of the channel. */
  readonly receive: (
    authorization: string,
    body: unknown,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** Messages without a token are turned away unread. False only where the bot is open, on this machine. */
  readonly needsAuthorization?: boolean;
  /** Rejects when the store cannot be reached. */
  readonly checkStore: () => Promise<void>;
  readonly uptimeSeconds: () => number;
  readonly reports: ReportRouteOptions;
  /** Null when no source needs an administrator to sign in. */
  readonly signIn?: SignInRouteOptions | null;
}

export interface HttpServer {
  /** `http://127.0.0.1:3978` */
  readonly url: string;
  close(): Promise<void>;
}

/** An activity is about 100 KB at most; this leaves room and stops the rest. */
const maxBodyBytes = 256 * 1024;
const tokenLength = 1_024;

type Answer = (request: Request) => Promise<Reply> | Reply;

export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = restify.createServer({
    name: 'Countersign',
    handleUncaughtExceptions: false,
    maxParamLength: tokenLength,
  });
  server.on('restifyError', (_request: Request, response: Response, error: HttpFailure, done: () => void) => {
    if (!response.headersSent) void send(response, failureReply(options, error));
    done();
  });
  const route = (answer: Answer, failed: () => Reply) => handler(options, answer, failed);
  server.post(
    '/api/messages',
    route(
      (request) => messages(options, request),
      () => jsonReply(500, { code: 'InternalError' }),
    ),
  );
  server.get(
    '/health',
    route(
      () => health(options),
      () => jsonReply(500, { code: 'InternalError' }),
    ),
  );
  const token = (request: Request): string => (request.params as { readonly token?: string }).token ?? '';
  const broken = () => brokenPage(options);
  server.get(
    '/reports/:token',
    route((request) => showReportPage(options.reports, token(request)), broken),
  );
  server.post(
    '/reports/:token',
    route((request) => deliverReport(options.reports, token(request)), broken),
  );
  const { texts, language } = options.reports;
  server.get(
    problemsPath,
    route(() => pageReply(200, problemsPage(texts, language)), broken),
  );
  const { signIn = null } = options;
  if (signIn !== null)
    server.get(
      signInPath,
      route((request) => answerSignIn(signIn, request.url ?? ''), broken),
    );
  await listen(server, options);
  return { url: urlOf(server, options.host), close: () => close(server) };
}

async function messages(options: HttpServerOptions, request: Request): Promise<Reply> {
  const authorization = request.headers.authorization ?? '';
  // Who shows no token gets no attention: his body is not read.
  if (options.needsAuthorization === true && authorization === '') return emptyReply(401);
  const read = await readJsonBody(request, maxBodyBytes);
  if (!read.ok) return jsonReply(read.status, { code: failureCodes[read.status] });
  if (typeof read.body !== 'object' || read.body === null) return jsonReply(400, { code: 'BadRequest' });
  const answer = await options.receive(authorization, read.body);
  return answer.body === null ? emptyReply(answer.status) : jsonReply(answer.status, answer.body);
}

async function health(options: HttpServerOptions): Promise<Reply> {
  const facts = { version: options.version, uptimeSeconds: Math.floor(options.uptimeSeconds()) };
  try {
    await options.checkStore();
    return jsonReply(200, { status: 'ok', store: 'reachable', ...facts });
  } catch (error) {
    options.log.error('the store cannot be reached', { error });
    return jsonReply(503, { status: 'failing', store: 'unreachable', ...facts });
  }
}

function brokenPage(options: HttpServerOptions): Reply {
  const words = options.reports.texts.downloads;
  const { language } = options.reports;
  return pageReply(500, renderPage({ language, title: words.brokenTitle, lines: [words.broken], button: null }));
}

interface HttpFailure extends Error {
  readonly statusCode?: number;
}

const failureCodes: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
};

/** restify's own noes: unknown address, wrong method, broken or too large body. */
function failureReply(options: HttpServerOptions, error: HttpFailure): Reply {
  const status = error.statusCode ?? 500;
  if (status >= 500) options.log.error('a request failed', { error });
  return jsonReply(status, { code: failureCodes[status] ?? (status < 500 ? 'BadRequest' : 'InternalError') });
}

function handler(options: HttpServerOptions, answer: Answer, failed: () => Reply) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      await send(response, await answer(request));
    } catch (error) {
      if (wasBrokenOff(error)) return;
      options.log.error('a request failed', { error });
      if (!response.headersSent) await send(response, failed());
    }
  };
}

/** Whoever asked went away in the middle of a download: nobody is left to answer. */
function wasBrokenOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

async function listen(server: Server, options: HttpServerOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => resolve());
  });
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address();
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function close(server: Server): Promise<void> {
  const inner = server.server as { closeIdleConnections?: () => void };
  inner.closeIdleConnections?.();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
