/** The page behind a report's link. */
export const downloads = {
  title: 'Report',
  about: (of: string) => `Report of ${of}`,
  for: (name: string) => `This link was made for ${name}.`,
  until: (time: string) => `It works until ${time}.`,
  logged: 'Each download is written to the audit trail.',
  button: (format: string) => (format === 'html' ? 'Open the report' : `Download as ${format.toUpperCase()}`),
  goneTitle: 'This link no longer works',
  gone: 'It has expired or is not complete. Type `report` in the chat with Countersign for a new one.',
  deniedTitle: 'This report is not for you any more',
  denied: 'The person this link was made for may no longer read reports. Ask the administrator of Countersign.',
  brokenTitle: 'The report could not be made',
  broken: 'Try again in a minute.',
  problemsTitle: 'What the problem codes of Countersign mean',
};
