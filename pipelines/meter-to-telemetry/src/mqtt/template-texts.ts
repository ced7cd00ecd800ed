export { type JsonPath, readJsonPath } from "./json-path.ts";
export { readTopicFilter, type TopicFilter } from "./topic-filter.ts";
