/** Microsoft's manifest schemas are JSON Schema draft 04; this is the one validator for it. */

import ajvDraft04 from 'ajv-draft-04';

export const Ajv = ajvDraft04.default;
