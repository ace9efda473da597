/** The Bot Framework's adapter with our own door in front of it. `none` as authentication: on loopback only, never in production. */

import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  ConfigurationServiceClientCredentialFactory,
  type InvokeResponse,
  type Middleware,
  type TurnContext,
} from 'botbuilder';
import type { Config } from '../config/config.ts';
import { ConfigError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import { isLoopbackHost, isLoopbackUrl } from '../platform/loopback.ts';
import { createChannelKeys } from './channel-keys.ts';
import { botFrameworkIssuer, checkChannelToken, type TokenVerdict } from './channel-token.ts';
import { type IncomingActivity, isTeamsServiceUrl } from './incoming-activity.ts';

type CredentialsFactory = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1];

export interface AdapterOptions {
  readonly bot: Config['bot'];
  readonly production: boolean;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** Where the channel's keys are published, which hosts may be answered, how we sign in: other than Microsoft's in tests only. */
  readonly overrides?: {
    readonly openIdMetadataUrl?: string;
    readonly isServiceUrlAllowed?: (url: URL) => boolean;
    readonly credentials?: CredentialsFactory;
  };
}

export type Logic = (context: TurnContext) => Promise<void>;

const microsoft = {
  loginUrl: 'https://login.microsoftonline.com/',
  channelOpenId: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  emulatorOpenId: 'https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration',
  oauthUrl: 'https://token.botframework.com',
} as const;

export class TeamsAdapter extends CloudAdapter {
  readonly appId: string;
  readonly #check: (authorization: string, activity: IncomingActivity) => Promise<TokenVerdict>;

  constructor(
    appId: string,
    authentication: ConfigurationBotFrameworkAuthentication,
    check: (authorization: string, activity: IncomingActivity) => Promise<TokenVerdict>,
  ) {
    super(authentication);
    this.use(new NoRetries(this.ConnectorClientKey));
    this.appId = appId;
    this.#check = check;
  }

  /** Null: let it in. Otherwise why not, for the log. */
  async check(authorization: string, activity: IncomingActivity): Promise<TokenVerdict> {
    return this.#check(authorization, activity);
  }

  /** Runs a turn. @throws AuthenticationError and whatever the logic throws */
  async receive(authorization: string, activity: IncomingActivity, logic: Logic): Promise<InvokeResponse | undefined> {
    return this.processActivity(authorization, activity as unknown as Activity, logic);
  }
}

/**
 * The SDK repeats a post that answered 502 and may have arrived, and offers no option against it. What may be repeated is
 * decided in teams-channel.ts.
 */
class NoRetries implements Middleware {
  readonly #connectorKey: symbol;

  constructor(connectorKey: symbol) {
    this.#connectorKey = connectorKey;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const connector = context.turnState.get<WithPipeline | undefined>(this.#connectorKey);
    connector?.client.pipeline.removePolicy({ phase: 'Retry' });
    await next();
  }
}

interface WithPipeline {
  readonly client: { readonly pipeline: { removePolicy(which: { readonly phase: 'Retry' }): unknown } };
}

/** @throws ConfigError when the bot would be open to the network without authentication */
export function createAdapter(options: AdapterOptions): TeamsAdapter {
  const { authentication } = options.bot;
  if (authentication.kind === 'none') return openAdapter(options);
  const metadataUrl = options.overrides?.openIdMetadataUrl ?? microsoft.channelOpenId;
  const credentials =
    options.overrides?.credentials ??
    new ConfigurationServiceClientCredentialFactory({
      MicrosoftAppId: authentication.appId,
      MicrosoftAppPassword: authentication.secret.reveal(),
      MicrosoftAppType: 'SingleTenant',
      MicrosoftAppTenantId: authentication.tenantId,
    });
  const sdk = new ConfigurationBotFrameworkAuthentication(
    {
      ValidateAuthority: true,
      ToChannelFromBotLoginUrl: `${microsoft.loginUrl}${authentication.tenantId}`,
      ToChannelFromBotOAuthScope: botFrameworkIssuer,
      ToBotFromChannelTokenIssuer: botFrameworkIssuer,
      OAuthUrl: microsoft.oauthUrl,
      ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: microsoft.emulatorOpenId,
      CallerId: 'urn:botframework:azure',
    },
    credentials,
    { requiredEndorsements: ['msteams'], validateClaims: onlyBotFramework },
  );
  const token = {
    appId: authentication.appId,
    keys: createChannelKeys({ metadataUrl, fetch: options.fetch, clock: options.clock }),
    clock: options.clock,
    isServiceUrlAllowed: options.overrides?.isServiceUrlAllowed ?? isTeamsServiceUrl,
  };
  return new TeamsAdapter(authentication.appId, sdk, (authorization, activity) =>
    checkChannelToken(token, authorization, activity),
  );
}

function openAdapter(options: AdapterOptions): TeamsAdapter {
  if (options.production)
    throw new ConfigError('bot-open-in-production', 'starting the bot without authentication, NODE_ENV=production');
  if (!isLoopbackHost(options.bot.host))
    throw new ConfigError('bot-open-to-network', `starting the bot without authentication on "${options.bot.host}"`, {
      context: { host: options.bot.host },
    });
  const sdk = new ConfigurationBotFrameworkAuthentication(
    {},
    new ConfigurationServiceClientCredentialFactory({}),
    undefined,
  );
  return new TeamsAdapter('', sdk, async (_authorization, activity) => {
    if (activity.channelId !== 'msteams') return 'channel is not msteams';
    return isLoopbackUrl(activity.serviceUrl) ? null : 'service URL is not on loopback';
  });
}

/** The SDK's emulator path takes Entra tokens of any tenant: only the Bot Framework itself may speak for the channel. */
async function onlyBotFramework(claims: readonly { readonly type: string; readonly value: string }[]): Promise<void> {
  const issuer = claims.find((claim) => claim.type === 'iss')?.value;
  if (issuer !== botFrameworkIssuer) throw new Error('issuer is not the Bot Framework');
}
