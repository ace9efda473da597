/** The valid, frozen configuration. What people write is in schema.ts; only load-config.ts makes one of these. */

import type { DangerClass } from '../sync/model/mutation.ts';
import type { Policy } from '../sync/model/policy.ts';
import type { Language } from '../texts/texts.ts';
import type { Secret } from './secret.ts';

export interface PowerShellConfig {
  /** Absolute path or name of `pwsh`. */
  readonly executable: string;
  /** Folder of a stand-in ExchangeOnlineManagement module; null for the installed one. A stand-in feeds loopback targets only. */
  readonly standInModules: string | null;
  /** Extra variables a stand-in module needs (where its world is). Empty for the real module. */
  readonly standInEnvironment: Readonly<Record<string, string>>;
}

interface ExchangeConfig {
  readonly name: string;
  readonly exchangeOrganizationalUnit: string | null;
  readonly workers: 1 | 2 | 3;
  readonly permissionCommand: 'Get-EXOMailboxPermission' | 'Get-MailboxPermission';
  /** Null: nothing is remembered. */
  readonly permissionsMaxAgeMs: number | null;
  readonly powershell: PowerShellConfig;
}

interface ExchangeOnlineConfig extends ExchangeConfig {
  readonly bulkPermissions: 'auto' | 'off';
}

export interface CertificateSourceConfig extends ExchangeOnlineConfig {
  readonly type: 'exchange-online-certificate';
  readonly certificateFile: string;
  readonly certificatePassword: Secret;
  readonly applicationId: string;
  readonly organization: string;
}

export interface MfaSourceConfig extends ExchangeOnlineConfig {
  readonly type: 'exchange-online-mfa';
  /** Lower case. */
  readonly userName: string;
  readonly tenantId: string;
  readonly applicationId: string;
  /** Null when signing in with a device code. */
  readonly clientSecret: Secret | null;
  readonly deviceCode: boolean;
  readonly consolePort: number;
}

export interface OnPremiseSourceConfig extends ExchangeConfig {
  readonly type: 'exchange-on-premise';
  readonly serverUrl: string;
  readonly kerberos: boolean;
  /** `company\name` */
  readonly userName: string;
  readonly password: Secret;
}

export type ExchangeSourceConfig = CertificateSourceConfig | MfaSourceConfig | OnPremiseSourceConfig;

export type SourceConfig =
  | ExchangeSourceConfig
  | {
      readonly type: 'spreadsheet';
      readonly name: string /** Absolute path of an .xlsx or .csv file. */;
      readonly file: string;
      readonly sheet: string | null;
    }
  | {
      readonly type: 'recorded';
      readonly name: string /** Absolute path of a recorded reading. */;
      readonly file: string;
      /** Null: unsigned, for trials. */
      readonly signed: {
        readonly place: string;
        readonly organizationalUnit: string | null;
        readonly key: Secret;
      } | null;
    };

export interface AccessConfig {
  /** Entra tenant id, lower case. */
  readonly tenantId: string;
  /** Entra object ids, lower case. Approvers and operators are readers as well. */
  readonly readers: readonly string[];
  /** May start a preview. */
  readonly operators: readonly string[];
  readonly approvers: readonly string[];
  /** The only approvers of a class. Absent: every approver. */
  readonly approversFor?: Readonly<Partial<Record<DangerClass, readonly string[]>>>;
}

export interface Config {
  /** Absolute path of the file it was read from. */
  readonly file: string;
  readonly sources: readonly SourceConfig[];
  readonly expandGroups: boolean;
  readonly policy: Policy;
  readonly target: {
    readonly url: string;
    readonly apiKey: Secret;
    /** Shared budget of all users of the key: `calls` per `perMs` milliseconds. */
    readonly rate: { readonly calls: number; readonly perMs: number };
  };
  readonly approval: { readonly expiresAfterMs: number; readonly rereadAfterMs: number };
  readonly access: AccessConfig;
  readonly conversations: {
    /** Conversation ids where cards show names and addresses. Personal chats of readers always do. */
    readonly namesAllowed: readonly string[];
  };
  readonly timeZone: string;
  /** Absolute path of the SQLite file. */
  readonly store: { readonly path: string };
  readonly bot: {
    readonly host: string;
    readonly port: number;
    /** Origin of the links in cards, without a trailing slash. */
    readonly publicUrl: string;
    /** `none` is allowed on loopback only, never with NODE_ENV=production. */
    readonly authentication:
      | { readonly kind: 'none' }
      | { readonly kind: 'single-tenant'; readonly appId: string; readonly tenantId: string; readonly secret: Secret };
  };
  /** What `countersign read` signs with; null when there is none. */
  readonly readingKey: Secret | null;
  readonly reports: { /** How long a download link lives, in milliseconds. */ readonly linkLivesMs: number };
  readonly language: Language;
}
