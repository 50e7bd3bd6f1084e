import * as v from 'valibot';

/** A proof as this app writes it: nothing besides that nobody signed. */
export const proofSchema = v.strictObject({
  type: v.string(),
  created: v.string(),
  verificationMethod: v.string(),
  cryptosuite: v.string(),
  proofPurpose: v.string(),
  proofValue: v.string(),
});

/** What a form is before it is signed. */
export type UnsignedForm<Schema extends v.GenericSchema> = Omit<v.InferOutput<Schema>, 'proof'>;
