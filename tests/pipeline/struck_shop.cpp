#include "tests/pipeline/struck_shop.hpp"

#include "simulator/php_json.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace acumage::tests {

namespace {

magento::answer with_status(int status, std::string body, std::string type) {
  magento::answer said;
  said.status = status;
  said.body = std::move(body);
  said.content_type = std::move(type);
  return said;
}

magento::answer broken(magento::carried how) {
  magento::answer said;
  said.how = how;
  return said;
}

magento::answer report() {
  return with_status(500,
                     R"({"message":"Internal Error. Details are available in Magento log file. )"
                     R"(Report ID: webapi-6734a5b0e1c2d"})",
                     "application/json");
}

std::string number(double value) { return simulator::php_number(value); }

template <class Items>
std::string lines_of(const Items& items) {
  std::vector<std::string> lines;
  for (const auto& each : items) lines.push_back(each.sku + "=" + number(each.qty));
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const auto& each : lines) text += " " + each;
  return text;
}

}  // namespace

std::string_view to_string(blow which) {
  switch (which) {
    case blow::reset_before: return "reset before applying";
    case blow::reset_after: return "reset after applying";
    case blow::timeout_after: return "timeout after applying";
    case blow::gateway_timeout: return "504 after applying";
    case blow::report_id: return "500 with a report id";
    case blow::report_after: return "500 with a report id after applying";
    case blow::applied_late: return "timeout, applied later";
    case blow::killed_before: return "killed before the request";
    case blow::killed_after: return "killed after the request";
    case blow::killed_late: return "killed, the request applied later";
  }
  return "";
}

class struck_shop::way final : public magento::transport {
 public:
  explicit way(struck_shop& to) : to_{to} {}
  magento::answer exchange(const magento::request& what, const std::string&) override {
    return to_.exchange(what);
  }
  void interrupt() override {}

 private:
  struck_shop& to_;
};

magento::answer answer_of(simulator::shop& shop, const magento::request& what) {
  const auto target = what.bare ? what.path : "/rest/all" + what.path;
  const auto credential = "Bearer " + shop.options.token;
  const simulator::request seen{.method = what.method,
                                .target = target,
                                .body = what.body,
                                .content_type = what.body.empty() ? "" : "application/json",
                                .accept = "application/json",
                                .authorization = credential};
  simulator::wire_plan plan;
  auto made = shop.serve(seen, plan);
  auto said = with_status(made.status, std::move(made.body), made.content_type);
  for (const auto& [name, value] : made.headers)
    if (name == "Retry-After") said.retry_after = std::chrono::seconds{std::atoi(value.c_str())};
  return said;
}

struck_shop::struck_shop(simulator::store_options options) : shop{std::move(options)} {}

std::unique_ptr<magento::transport> struck_shop::connect() { return std::make_unique<way>(*this); }

void struck_shop::strike(std::size_t exchange, blow how) {
  left_ = exchange;
  how_ = how;
}

magento::answer struck_shop::strike_now(const magento::request& what) {
  const bool never = how_ == blow::reset_before || how_ == blow::report_id ||
                     how_ == blow::killed_before || how_ == blow::applied_late ||
                     how_ == blow::killed_late;
  if (!never) answer_of(shop, what);
  if (how_ == blow::applied_late || how_ == blow::killed_late) late_.push_back(what);
  killed_ = how_ == blow::killed_before || how_ == blow::killed_after || how_ == blow::killed_late;
  if (killed_ && on_death) on_death();
  switch (how_) {
    case blow::gateway_timeout:
      return with_status(504, "<html><head><title>504 Gateway Time-out</title></head></html>",
                         "text/html");
    case blow::report_id:
    case blow::report_after: return report();
    case blow::timeout_after:
    case blow::applied_late: return broken(magento::carried::read_timeout);
    default: return broken(magento::carried::reset);
  }
}

magento::answer struck_shop::exchange(const magento::request& what) {
  if (killed_) return broken(magento::carried::refused);
  if (unreachable) return broken(*unreachable);
  watch_.see(what.method, what.path, what.body);
  if (what.path.ends_with("/ship") && what.path != "/V1/order/0/ship")  // a probe
    shipped_.push_back(what.body);
  if (what.path.ends_with("/invoice") && what.path != "/V1/order/0/invoice")
    invoiced_.push_back(what.body);
  exchanges_.push_back(what.method + " " + what.path.substr(0, what.path.find('?')));
  if (left_ && (*left_)-- == 0) {
    left_.reset();
    return strike_now(what);
  }
  return answer_of(shop, what);
}

void struck_shop::apply_late() {
  for (const auto& each : std::exchange(late_, {})) answer_of(shop, each);
}

std::size_t struck_shop::count(std::string_view beginning) const {
  return static_cast<std::size_t>(
      std::count_if(exchanges_.begin(), exchanges_.end(),
                    [&](const std::string& each) { return each.starts_with(beginning); }));
}

std::string struck_shop::sold() const {
  std::string text;
  for (const auto& order : shop.sold.orders()) {
    text += "order " + order.increment_id + " " + order.state + " " + order.status;
    for (const auto& item : order.items)
      text += " " + item.sku + ":" + number(item.qty_ordered) + "/" + number(item.qty_shipped) +
              "/" + number(item.qty_invoiced) + "/" + number(item.qty_canceled);
    for (const auto& each : order.comments)
      text += "\n  comment " + each.status + ": " + each.comment;
    text += '\n';
  }
  for (const auto& each : shop.sold.shipments()) {
    text += "shipment of " + std::to_string(each.order_id) + " from " + each.source_code +
            lines_of(each.items);
    for (const auto& track : each.tracks)
      text += " " + track.carrier_code + " " + track.title + " " + track.number;
    for (const auto& comment : each.comments) text += "\n  " + comment.comment;
    text += '\n';
  }
  for (const auto& each : shop.sold.invoices())
    text += "invoice of " + std::to_string(each.order_id) + lines_of(each.items) + '\n';
  return text;
}

std::string struck_shop::accounts() const {
  std::string text;
  for (const auto& each : shop.accounts.list()) {
    text += "customer " + each.email + " " + each.firstname + " " + each.lastname + " group " +
            std::to_string(each.group_id);
    for (const auto& [code, value] : each.custom_attributes) text += " " + code + "=" + value;
    for (const auto& address : each.addresses) {
      text += "\n  address";
      for (const auto& line : address.street) text += " " + line;
      text += ", " + address.postcode + " " + address.city + " " + address.country_id +
              (address.default_billing ? " billing" : "") +
              (address.default_shipping ? " shipping" : "");
    }
    text += '\n';
  }
  return text;
}

}  // namespace acumage::tests
