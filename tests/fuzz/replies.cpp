// What a store may answer, to each conversation: any sequence of replies brings it to an end.
//
// The first byte chooses the conversation, the second what follows the last reply: an end of the
// connection, or the same reply again and again. Replies are divided by NUL bytes, each a line and a body:
// "200", "503 text/html", or a letter for one that did not come ("a" to "g", as in magento::carried).
#include "acumatica/json_tree.hpp"
#include "magento/connection_test/connection_test.hpp"
#include "magento/customers/conversation.hpp"
#include "magento/known_skus.hpp"
#include "magento/orders/conversation.hpp"
#include "magento/prices/conversation.hpp"
#include "magento/reply.hpp"
#include "magento/shipments/conversation.hpp"
#include "magento/stock/conversation.hpp"
#include "magento/stock/skus.hpp"
#include "policy/customer_rules.hpp"
#include "policy/order_record.hpp"
#include "policy/shipment_order.hpp"
#include "target.hpp"
#include "tests/magento/stock/memories.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <map>

namespace acumage::tests {

namespace {

using namespace acumage::magento;

answer broken() {
  answer made;
  made.how = carried::reset;
  return made;
}

answer read_answer(std::string_view text) {
  const auto line = text.substr(0, text.find('\n'));
  answer made;
  made.body = text.substr(std::min(text.size(), line.size() + 1));
  made.content_type = "application/json";
  if (const auto blank = line.find(' '); blank != std::string_view::npos)
    made.content_type = line.substr(blank + 1);
  std::from_chars(line.data(), line.data() + line.size(), made.status);
  if (made.status >= 100 && made.status <= 999) return made;  // no other is read from the wire
  made.status = 0;
  made.body.clear();
  auto letter = line;
  made.how = static_cast<carried>(1 + take_choice(letter, 6));
  made.detail = letter;
  return made;
}

/// The store.
class replies final : public transport {
 public:
  explicit replies(std::string_view bytes) : repeats_{take_choice(bytes, 2) == 1}, left_{bytes} {}

  answer exchange(const request& what, const std::string&) override {
    check(what);
    if (left_.empty() && !repeats_) last_ = broken();
    if (!left_.empty()) {
      const auto text = left_.substr(0, left_.find('\0'));
      left_.remove_prefix(std::min(left_.size(), text.size() + 1));
      last_ = read_answer(text);
    }
    return last_;
  }
  void interrupt() override {}

 private:
  /// Nothing that a store says may bring another line or blank into the next request.
  void check(const request& what) const {
    assert(what.path.starts_with('/') && what.path.size() < 8192);
    assert(std::all_of(what.path.begin(), what.path.end(),
                       [](char each) { return each > ' ' && each < 0x7f; }));
    if (what.body.empty()) return;
    acumatica::json_tree tree;
    const auto parsed = tree.read(what.body);
    assert(parsed.ok());
  }

  bool repeats_;
  std::string_view left_;
  answer last_ = broken();
};

void check(const batch_outcome& said, std::size_t rows) {
  if (said.verdict == batch_verdict::answered) assert(said.rows.size() == rows);
  assert(said.message.size() <= 4200);
}

void carry(conversation& what, replies& store, std::size_t rows) {
  auto now = what.advance(nullptr);
  for (int asked = 0; now.next; ++asked) {
    assert(!now.done.has_value());
    assert(asked < 200);
    const auto reply = store.exchange(*now.next, {});
    now = what.advance(&reply);
  }
  assert(now.done.has_value());
  check(*now.done, rows);
}

class links final : public store_links {
 public:
  std::optional<std::string> find(std::string_view, const std::string& key) override {
    const auto found = kept_.find(key);
    return found == kept_.end() ? std::nullopt : std::optional{found->second};
  }
  void keep(std::string_view, const std::string& key, const std::string& value) override {
    kept_[key] = value;
  }
  void warn_once(const std::string&) override {}

 private:
  std::map<std::string, std::string> kept_;
};

delivery row(entity which, std::string key, std::string value) {
  delivery made;
  made.entity = which;
  made.key = std::move(key);
  made.version = {638, 7};
  made.value = std::move(value);
  return made;
}

std::vector<delivery> prices() {
  return {row(entity::pricing, "LAMP-07", "42.5"), row(entity::pricing, "DESK-04", "0.1"),
          row(entity::pricing, "NOPE-1", "7")};
}

std::vector<delivery> quantities() {
  return {row(entity::inventory, "LAMP-07@wh_east", "4"),
          row(entity::inventory, "DESK-04@default", "0"),
          row(entity::inventory, "NOPE-1@wh_east", "2.5")};
}

std::vector<delivery> doubted(std::vector<delivery> rows) {
  for (auto& each : rows) each.verify = true;
  return rows;
}

void send_stock(std::vector<delivery> rows, replies& store) {
  plain_memory memory;
  for (int round = 0; round < 2; ++round)  // the second with what the first has learnt
    carry(*send_quantities(rows, {}, memory), store, rows.size());
}

delivery a_shipment() {
  policy::shipment_order order;
  order.shipment = "004417";
  order.erp_order = "SO SO009120";
  order.order = "000000101";
  order.source = "wh_east";
  order.carrier = "ups";
  order.title = "UPS Ground";
  order.create_invoice = true;
  order.lines = {{"1", "LAMP-07", "2"}, {"2", "DESK-04", "1.5"}};
  order.tracks = {"1Z99"};
  return row(entity::shipment, "004417@SO SO009120", encode(order));
}

delivery a_customer() {
  policy::customer_record record;
  record.email = "new1@example.test";
  record.first_name = "Ann";
  record.last_name = "Lee";
  record.attributes = {{"region", "NE"}};
  record.address = policy::customer_address{.line_1 = "Teststr. 1",
                                            .line_2 = {},
                                            .city = "Berlin",
                                            .state = "Berlin",
                                            .country = "DE",
                                            .postal_code = "10115",
                                            .phone = "030123"};
  return row(entity::customer, "C000902", policy::encode(record));
}

delivery an_order(policy::order_action what) {
  policy::order_record record;
  record.number = "000000104";
  record.action = what;
  if (what == policy::order_action::comment) record.status = "processing";
  return row(entity::order, "SO SO009130", policy::encode(record));
}

delivery a_new_order() {
  const policy::order_person ann{.first_name = "Ann",
                                 .last_name = "Lee",
                                 .street = {"1 Main St"},
                                 .city = "Boston",
                                 .region = "MA",
                                 .country = "US",
                                 .postal_code = "02110",
                                 .phone = "1"};
  policy::order_record record;
  record.number = "ERP-SO-SO009130";
  record.erp_key = "SO SO009130";
  record.status = "processing";
  record.create =
      policy::new_order{.store_id = 1,
                        .payment_method = "checkmo",
                        .shipping_method = "flatrate_flatrate",
                        .email = "ann@example.test",
                        .currency = "USD",
                        .total = "94",
                        .subtotal = "84",
                        .lines = {{"LAMP-07", "2", "40", "80"}, {"DESK-04", "1", "4", "4"}},
                        .billing = ann,
                        .shipping = ann};
  return row(entity::order, "SO SO009130", policy::encode(record));
}

/// The readers that stand alone: look-ups of parked records, probes, verdicts.
void read_alone(replies& store) {
  request probe;
  probe.path = "/V1/modules";
  const auto reply = store.exchange(probe, {});
  check(judge(reply), 0);
  check(judge_look_up("sources", reply), 0);
  static_cast<void>(healthy(reply));
  static_cast<void>(customer_probe_passed(reply));
  static_cast<void>(permission_probe_passed(reply));
  static_cast<void>(read_error(reply.body).parameter("resources"));
  static_cast<void>(read_known_skus(reply));
  static_cast<void>(read_known_items(std::vector<std::string>{"LAMP-07@wh_east", "N@x"}, reply));
  static_cast<void>(read_source_items(reply));
  const auto shipment = a_shipment();
  static_cast<void>(read_known_shipments({shipment.key}, {shipment.value}, reply));
  for (const auto& each : {an_order(policy::order_action::comment), a_new_order()})
    static_cast<void>(read_known_orders({{each.key}, {each.value}}, reply));
}

void test_everything(replies& store) {
  connection_questions ask;
  ask.url = "https://shop.example.com";
  ask.store_code = "all";
  ask.credential = credential_kind::oauth;
  ask.enabled = {entity::pricing, entity::inventory, entity::shipment, entity::customer,
                 entity::order};
  ask.also = {.create_invoices = true, .create_orders = true};
  ask.sources = {{"wh_east", "[warehouse_sources] EAST"}};
  ask.websites = {{1, "customer_sync.website"}};
  ask.store_views = {{1, "order_sync.store"}};
  ask.customer_groups = {{2, "[customer_groups] A"}};
  ask.customer_attributes = {{"region", "[customer_attributes] REGION"}};
  ask.order_statuses = {{"picked", "[order_statuses] Open"}};
  ask.send_attributes = true;
  for (const auto& each : test_connection(store, ask).checks)
    assert(each.ok == each.remedy.empty());
}

}  // namespace

void try_input(std::string_view bytes) {
  const auto chosen = take_choice(bytes, 11);
  replies store{bytes};
  links known;
  region_memory regions;
  customer_facts facts;
  switch (chosen) {
    case 0: return carry(*send_base_prices(prices(), 0), store, 3);
    case 1: return carry(*send_base_prices(doubted(prices()), 0), store, 3);
    case 2: return send_stock(quantities(), store);
    case 3: return send_stock(doubted(quantities()), store);
    case 4: return carry(*send_shipment(a_shipment()), store, 1);
    case 5:
      for (int round = 0; round < 2; ++round)
        carry(*send_customer({a_customer()}, known, facts), store, 1);
      return;
    case 6: return carry(*send_order(an_order(policy::order_action::comment), regions), store, 1);
    case 7: return carry(*send_order(an_order(policy::order_action::cancel), regions), store, 1);
    case 8: return carry(*send_order(a_new_order(), regions), store, 1);
    case 9: return read_alone(store);
    default: return test_everything(store);
  }
}

}  // namespace acumage::tests
