// The store double's quantities: source items, the look-ups before them, and the probes of their lane.
#include "tests/actors/store_double.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

namespace acumage::tests {

namespace {

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '%' && i + 2 < text.size()) {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i];
    }
  return plain;
}

/// The SKUs that a search names: its first filter is on them.
std::vector<std::string> named(const std::string& path) {
  static const std::regex first{R"re(filter_groups\]\[0\]\[filters\]\[\d\]\[value\]=([^&]*))re"};
  const auto plain = decoded(path);
  std::vector<std::string> skus;
  for (auto at = std::sregex_iterator{plain.begin(), plain.end(), first};
       at != std::sregex_iterator{}; ++at) {
    std::istringstream list{(*at)[1].str()};
    for (std::string each; std::getline(list, each, ',');) skus.push_back(each);
  }
  return skus;
}

std::vector<sent_row> rows_of(const std::string& body) {
  static const std::regex row{
      R"re(\{"sku":"([^"]*)","source_code":"([^"]*)","quantity":([0-9.]+),"status":[01]\})re"};
  std::vector<sent_row> rows;
  for (auto at = std::sregex_iterator{body.begin(), body.end(), row}; at != std::sregex_iterator{};
       ++at)
    rows.push_back({(*at)[1].str() + "@" + (*at)[2].str(), (*at)[3]});
  return rows;
}

magento::answer page_of(const std::vector<std::string>& items) {
  std::string list;
  for (const auto& each : items) list += (list.empty() ? "" : ",") + each;
  return replied(
      200, R"({"items":[)" + list + R"(],"total_count":)" + std::to_string(items.size()) + "}");
}

bool is_probe(const magento::request& what) {
  return what.path.find("__probe__") != std::string::npos ||
         what.path.find("pageSize%5D=1&fields=total_count") != std::string::npos ||
         what.path == "/V1/inventory/sources?searchCriteria%5BpageSize%5D=1" ||
         what.body == R"({"sourceItems":[]})";
}

}  // namespace

void store_double::apply_stock(const std::vector<sent_row>& rows) {
  for (const auto& row : rows) {
    if (unknown.count(row.sku.substr(0, row.sku.rfind('@'))) != 0) ++orphans;
    quantities[row.sku] = row.price;
    applied[row.sku].push_back(row.price);
  }
}

magento::answer store_double::write_stock(const std::string& body) {
  const auto rows = rows_of(body);
  requests.push_back(rows);
  if (before)
    if (auto answer = before(rows)) return *answer;
  for (const auto& row : rows)
    if (sources.count(row.sku.substr(row.sku.rfind('@') + 1)) == 0)
      return replied(400, R"({"message":"Could not save Source Item"})");
  apply_stock(rows);
  if (after)
    if (auto answer = after(rows)) return *answer;
  return replied(200, "[]");
}

magento::answer store_double::look_up_stock(const std::string& path) {
  ++lookups;
  if (look_up)
    if (auto answer = look_up(path)) return *answer;
  std::vector<std::string> items;
  if (path.starts_with("/V1/inventory/sources")) {
    for (const auto& each : sources) items.push_back(R"({"source_code":")" + each + "\"}");
    return page_of(items);
  }
  if (path.starts_with("/V1/stockItems/")) return replied(200, R"({"backorders":0})");
  const bool at_default = path.find("=default&") != std::string::npos;  // each product has that row
  for (const auto& sku : named(path)) {
    if (path.starts_with("/V1/products")) {
      if (unknown.count(sku) == 0) items.push_back(R"({"sku":")" + sku + "\"}");
      continue;
    }
    if (at_default) {
      items.push_back(R"({"sku":")" + sku +
                      R"(","source_code":"default","quantity":0,"status":0})");
      continue;
    }
    for (const auto& [key, quantity] : quantities) {
      if (key.substr(0, key.rfind('@')) != sku) continue;
      items.push_back(R"({"sku":")" + sku + R"(","source_code":")" +
                      key.substr(key.rfind('@') + 1) + R"(","quantity":)" + quantity +
                      R"(,"status":)" + (quantity == "0" ? "0}" : "1}"));
    }
  }
  return page_of(items);
}

magento::answer store_double::exchange_stock(const magento::request& what) {
  if (is_probe(what)) {
    ++probes;
    return probe ? *probe : replied(200, "[]");
  }
  if (what.method == "POST") return write_stock(what.body);
  return look_up_stock(what.path);
}

}  // namespace acumage::tests
