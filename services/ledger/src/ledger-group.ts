/** The group under which ledgers follow topic telemetry. */
export const ledgerGroup = "ledger";
