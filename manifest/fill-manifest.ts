/** Fills the Teams manifest template for one installation. Pure; unknown and missing names are errors. */

export interface ManifestValues {
  readonly version: string;
  /** GUID of the Teams app; not the bot's. */
  readonly teamsAppId: string;
  /** App id of the bot's registration. */
  readonly botId: string;
  readonly developerName: string;
  /** `https://countersign.example.nl`, without a trailing slash. */
  readonly publicUrl: string;
  /** Pages of the organisation that runs it: about, privacy, terms. */
  readonly websiteUrl: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
}

export function fillManifest(template: string, values: ManifestValues): Readonly<Record<string, unknown>> {
  const all: Readonly<Record<string, string>> = { ...values, publicHost: new URL(values.publicUrl).host };
  const filled = template.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = all[name];
    if (value === undefined) throw new Error(`the manifest template asks for "${name}", which nobody gives`);
    // Within a JSON string: without the quotes around it.
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(filled) as Record<string, unknown>;
}
