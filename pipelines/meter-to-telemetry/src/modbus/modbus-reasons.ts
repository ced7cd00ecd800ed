/** Why what a slave answered is no reading. Each follows from the answer and the point table alone. */
export const modbusReasons = {
  "not-implemented": "A register holds a number, not the pattern that stands for none.",
  "bad-value": "A value is a finite number.",
  "value-too-large": "A value has at most 12 digits before the decimal point.",
  "value-too-fine": "A value that is not exact in millionths is at least 0.001.",
  "slave-exception": "A slave has the registers that it is asked for.",
  "wrong-answer": "An answer has the transaction, unit, function and length of its question.",
} as const;
export type ModbusReason = keyof typeof modbusReasons;
