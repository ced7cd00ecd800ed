/** Why a frame is not taken although its bytes are in order. */
export const stationReasons = {
  "no-station": "A frame names its station: MN, 1 to 32 letters and digits.",
  "other-address": "A station comes from one of the addresses that the meters file gives it.",
  "wrong-password": "A station sends the password that is known of it.",
} as const;
export type StationReason = keyof typeof stationReasons;
