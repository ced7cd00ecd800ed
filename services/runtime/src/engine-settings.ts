/**
 * What every connection to ClickHouse is opened with, embedded or a server: constants, since the embedded engine keeps whatever
 * one call sets for all later calls.
 */
export const engineSettings = {
  async_insert: 0,
  input_format_null_as_default: 0,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_64bit_integers: 1,
  do_not_merge_across_partitions_select_final: 1,
  max_partitions_per_insert_block: "0",
  // Large arguments stand in the text that the engine parses: ten thousand channels are a megabyte of it.
  max_query_size: "67108864",
  max_ast_elements: "1000000",
  max_expanded_ast_elements: "2000000",
} as const;
