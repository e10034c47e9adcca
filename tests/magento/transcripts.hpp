// Answers of a running store, as they were recorded (tests/data/magento_*.jsonl).
#pragma once

#include "magento/transport.hpp"

#include <string>
#include <vector>

namespace acumage::tests {

struct exchange_record {
  int number = 0;  ///< as REST.md cites it: [T:63]
  std::string group;
  std::string method;
  std::string path;
  std::string request_body;
  magento::answer reply;
};

/// Every row of `tests/data/<file>`; throws when it cannot be read.
std::vector<exchange_record> read_transcripts(const std::string& file);

/// The answer of one row; throws when the file has none of that number.
magento::answer recorded(const std::string& file, int number);

/// An answer made up by the test.
magento::answer answered(int status, std::string body,
                         std::string content_type = "application/json");

/// Was the body cut when it was recorded? ("…[26274 chars in all]")
bool was_cut(const exchange_record& row);

}  // namespace acumage::tests
