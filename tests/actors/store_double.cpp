#include "tests/actors/store_double.hpp"

#include <regex>

namespace acumage::tests {

namespace {

std::vector<sent_row> rows_of(const std::string& body) {
  static const std::regex row{R"re(\{"price":([0-9.]+),"store_id":0,"sku":"([^"]*)"\})re"};
  std::vector<sent_row> rows;
  for (auto at = std::sregex_iterator{body.begin(), body.end(), row}; at != std::sregex_iterator{};
       ++at)
    rows.push_back({(*at)[2], (*at)[1]});
  return rows;
}

class double_transport final : public magento::transport {
 public:
  explicit double_transport(store_double& store) : store_{store} {}
  magento::answer exchange(const magento::request& what, const std::string&) override {
    return store_.exchange(what);
  }
  void interrupt() override {}

 private:
  store_double& store_;
};

}  // namespace

magento::answer replied(int status, std::string body, std::string type) {
  magento::answer answer;
  answer.status = status;
  answer.body = std::move(body);
  answer.content_type = std::move(type);
  return answer;
}

magento::answer broken(magento::carried how) {
  magento::answer answer;
  answer.how = how;
  answer.detail = "as scripted";
  return answer;
}

magento::answer maintenance() {
  return replied(503, "<html><head><title>Error 503: Service Unavailable</title></head></html>",
                 "text/html");
}

magento::answer unauthorised() {
  return replied(401, R"({"message":"The consumer isn't authorized to access %resources.",)"
                      R"("parameters":{"resources":"Magento_Catalog::catalog"}})");
}

void store_double::apply(const std::vector<sent_row>& rows) {
  for (const auto& row : rows) {
    if (unknown.count(row.sku) != 0) continue;
    prices[row.sku] = row.price;
    applied[row.sku].push_back(row.price);
  }
}

magento::answer store_double::exchange(const magento::request& what) {
  if (what.path.find("/base-prices") == std::string::npos) return exchange_stock(what);
  if (what.path == "/V1/products/base-prices-information") {
    const bool is_probe = what.body.find("__probe__") != std::string::npos;
    ++(is_probe ? probes : lookups);
    if (probe) return *probe;
    static const std::regex sku{R"re("([^"]*)")re"};
    std::string known;
    const auto held = [&](const std::string& key) {
      const auto found = prices.find(key);
      return found == prices.end() ? std::string{"0"} : found->second;
    };
    auto at = std::sregex_iterator{what.body.begin() + 7, what.body.end(), sku};
    for (; at != std::sregex_iterator{}; ++at)
      if (!is_probe && unknown.count((*at)[1]) == 0)
        known += (known.empty() ? "" : ",") + std::string{R"({"price":)"} + held((*at)[1].str()) +
                 R"(,"store_id":0,"sku":")" + (*at)[1].str() + "\"}";
    return replied(200, "[" + known + "]");
  }
  const auto rows = rows_of(what.body);
  requests.push_back(rows);
  if (before)
    if (auto answer = before(rows)) return *answer;
  apply(rows);
  if (after)
    if (auto answer = after(rows)) return *answer;
  std::string failures;
  for (const auto& row : rows)
    if (unknown.count(row.sku) != 0)
      failures += (failures.empty() ? "" : ",") +
                  std::string{R"({"message":"Invalid attribute %fieldName = %fieldValue.",)"} +
                  R"("parameters":["SKU",")" + row.sku + "\"]}";
  return replied(200, "[" + failures + "]");
}

std::vector<std::size_t> store_double::sizes() const {
  std::vector<std::size_t> counts;
  for (const auto& rows : requests) counts.push_back(rows.size());
  return counts;
}

std::unique_ptr<magento::transport> connect_to(store_double& store) {
  return std::make_unique<double_transport>(store);
}

}  // namespace acumage::tests
