#include "transcripts.hpp"

#include <simdjson.h>
#include <fstream>
#include <stdexcept>
#include <utility>

namespace acumage::tests {

namespace {

std::string text(const simdjson::dom::element& row, const char* name) {
  std::string_view value;
  if (row[name].get(value) != simdjson::SUCCESS) return {};
  return std::string{value};
}

exchange_record record_from(const simdjson::dom::element& row) {
  exchange_record record;
  record.number = static_cast<int>(row["n"].get_int64().value());
  record.group = text(row, "group");
  record.method = text(row, "method");
  record.path = text(row, "path");
  record.request_body = text(row, "request_body");
  record.reply.status = static_cast<int>(row["status"].get_int64().value());
  record.reply.body = text(row, "response_body");
  std::string_view type;
  if (row["response_headers"]["content-type"].get(type) == simdjson::SUCCESS)
    record.reply.content_type = type;
  return record;
}

}  // namespace

std::vector<exchange_record> read_transcripts(const std::string& file) {
  std::ifstream in{std::string{TEST_DATA} + "/" + file};
  if (!in) throw std::runtime_error{file + ": cannot be opened"};
  std::vector<exchange_record> records;
  simdjson::dom::parser parser;
  for (std::string line; std::getline(in, line);)
    records.push_back(record_from(parser.parse(line).value()));
  return records;
}

magento::answer recorded(const std::string& file, int number) {
  for (auto& row : read_transcripts(file))
    if (row.number == number) return std::move(row.reply);
  throw std::runtime_error{file + ": no row " + std::to_string(number)};
}

magento::answer answered(int status, std::string body, std::string content_type) {
  magento::answer reply;
  reply.status = status;
  reply.body = std::move(body);
  reply.content_type = std::move(content_type);
  return reply;
}

bool was_cut(const exchange_record& row) {
  return row.request_body.find(" chars in all]") != std::string::npos ||
         row.reply.body.find(" chars in all]") != std::string::npos;
}

}  // namespace acumage::tests
