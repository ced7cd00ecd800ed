/** What a certificate does not say. The sentences are fixed and stand in each. */
export const limits = [
  {
    en: "A declaration by the issuer, calculated following the standards named; not a verification or certification by a third party.",
    zh: "本文件为签发方依据所列标准计算的自我声明，并非第三方核查或认证。",
  },
  {
    en: "The signature shows who said this and that nobody changed it; it does not make a figure true.",
    zh: "签名仅证明声明的出处且内容未被改动，并不证明数字本身的真实性。",
  },
  {
    en: "Compare only with footprints of the same product rules, declared unit, boundary and period. Offsets are not in the figure.",
    zh: "仅可与相同产品规则、声明单位、系统边界和时间范围的足迹比较；数值不含碳抵消。",
  },
] as const;
