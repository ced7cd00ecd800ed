/** The ways of a meters file whose devices can be played. */
export const deviceWays = ["hj212", "mqtt", "sparkplug", "modbus"] as const;
export type DeviceWay = (typeof deviceWays)[number];
