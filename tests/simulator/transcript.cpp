#include "transcript.hpp"

#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <string_view>
#include <tuple>

namespace acumage::simulator {
namespace {

/// Rows the node has no use for; they are not sent. Rows of the recording that only sum up a
/// measurement (843 to 921, 988 to 1015, 1066 to 1086) hold no exchange and are not in the file.
struct left_out {
  int first;
  int last;
  const char* reason;
};
constexpr left_out left_outs[] = {
    {20, 20, "the node never asks for currencies"},
    {28, 28, "the async bulk route, which the node does not use"},
    {44, 44, "the node never asks for XML"},
    {49, 49, "the node never asks for XML"},
    {50, 53, "admin tokens: the node uses an integration's"},
    {125, 125, "the node never sends XML"},
    {127, 127, "the recording lost the compressed bytes of the answer; http_test has the case"},
    {311, 313, "salable quantities: no stocks and reservations are simulated"},
    {526, 527, "a comment of 70 000 characters, which the recording cut; orders_test has one"},
    {665, 665, "a product is saved: the node does not, and the recorded store died of it"},
    {799, 801, "special and tier prices are not sent"},
    {806, 808, "the async bulk route, which the node does not use"},
    {810, 810, "the default page size: the node always names its own"},
    {812, 812, "tier prices are not sent"},
    {829, 829, "a body of 71 MB, not kept in the recording; faults_test has a small one"},
    {1016, 1017, "signed with secrets that the recording did not keep"},
    {1118, 1118, "the node never asks for XML"},
    {1036, 1047, "products are made, saved and removed: the node does none of it"},
};

std::string text_or_empty(simdjson::dom::element row, std::string_view key) {
  std::string_view text;
  return row.at_key(key).get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

std::string from_hex(const std::string& hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  return bytes;
}

bool at_once(const transcript& one, const transcript& other) {
  const bool told = one.note.find("at once") != std::string::npos ||
                    one.note.find("at the same time") != std::string::npos;
  return told && one.method == other.method && one.path == other.path &&
         one.path.find("/V1/order") != std::string::npos && one.request == other.request;
}

/// Who got the lower number was served first, who was refused last.
void put_in_order_of_service(std::vector<transcript>& rows) {
  for (auto first = rows.begin(); first != rows.end();) {
    const auto end =
        std::find_if(first + 1, rows.end(), [&](const auto& one) { return !at_once(*first, one); });
    std::sort(first, end, [](const auto& left, const auto& right) {
      return std::tie(left.status, left.response) < std::tie(right.status, right.response);
    });
    first = end;
  }
}

}  // namespace

std::vector<transcript> recorded(const std::string& file_name) {
  std::vector<transcript> all;
  std::ifstream file{std::string{TEST_DATA "/"} + file_name};
  simdjson::dom::parser parser;
  for (std::string line; std::getline(file, line);) {
    const simdjson::dom::element row = parser.parse(line);
    transcript one;
    one.number = static_cast<int>(row["n"].get_int64().value());
    one.note = text_or_empty(row, "note");
    one.method = text_or_empty(row, "method");
    one.path = text_or_empty(row, "path");
    one.token = text_or_empty(row, "token");
    one.request = text_or_empty(row, "request_body");
    if (const auto hex = text_or_empty(row, "request_body_hex"); !hex.empty())
      one.request = from_hex(hex);
    one.response = text_or_empty(row, "response_body");
    if (!row["status"].is_null()) one.status = static_cast<int>(row["status"].get_int64().value());
    for (const auto& [name, value] : row["request_headers"].get_object())
      one.headers.emplace_back(name, value.get_string().value());
    all.push_back(std::move(one));
  }
  put_in_order_of_service(all);
  return all;
}

std::string left_out_because(int number) {
  for (const auto& one : left_outs)
    if (number >= one.first && number <= one.last) return one.reason;
  return {};
}

}  // namespace acumage::simulator
