/** Where every house publishes the JSON schema of a treaty file; files name it, so that editors check them. */
export const TREATY_SCHEMA_PATH = '/api/treaty.schema.json'
