#include "simulator/store.hpp"

#include "simulator/http/front.hpp"
#include "simulator/http/listener.hpp"
#include "simulator/http/pages.hpp"
#include "simulator/php_json.hpp"
#include "simulator/shop.hpp"

#include <utility>

namespace acumage::simulator {

struct store::parts {
  explicit parts(store_options options)
      : state{std::move(options)},
        front{
            {.serve = [this](const request& what,
                             wire_plan& plan) { return state.serve(what, plan); },
             .pause = [this](std::chrono::milliseconds time) { return state.stopping.pause(time); },
             .max_body_bytes = state.options.max_body_bytes,
             .refusal = gateway_page}},
        door{[this](int descriptor) { return front.serve(descriptor); }} {
    state.refuse_connections = [this](std::chrono::milliseconds how_long) {
      if (how_long.count() > 0) {
        door.refuse(how_long);
      } else {
        door.refuse(std::nullopt);
      }
    };
    state.accept_connections = [this] { door.accept_again(); };
  }

  shop state;
  http_front front;
  listener door;
};

store::store(store_options options) : parts_{std::make_unique<parts>(std::move(options))} {}

store::~store() { stop(); }

status store::start() {
  const auto opened = parts_->door.open(parts_->state.options.port);
  if (!opened) return opened;
  parts_->state.base_url = url() + '/';
  parts_->door.start();
  return opened;
}

void store::stop() {
  parts_->state.stopping.raise();
  parts_->state.faults.clear_all();
  parts_->door.close();
}

std::uint16_t store::port() const { return parts_->door.port(); }

std::string store::url() const { return "http://127.0.0.1:" + std::to_string(port()); }

void store::add_product(product what) { parts_->state.add_product(std::move(what)); }

bool store::remove_product(std::string_view sku) { return parts_->state.goods.remove(sku); }

void store::set_price(std::string_view sku, int store_id, double price) {
  parts_->state.goods.set_price(sku, store_id, price);
}

void store::limit_pages(std::size_t most) { parts_->state.page_limit = most; }

void store::set_price_scope(price_scope scope) { parts_->state.goods.set_price_scope(scope); }

void store::switch_bearer_off() { parts_->state.bearer_allowed = false; }

void store::switch_bearer_on() { parts_->state.bearer_allowed = true; }

std::string store::price_of(std::string_view sku, int store_id) const {
  const auto price = parts_->state.goods.price_of(sku, store_id);
  return price ? php_number(*price) : std::string{};
}

std::map<std::pair<std::string, int>, std::string> store::prices() const {
  std::map<std::pair<std::string, int>, std::string> all;
  for (const auto& [where, price] : parts_->state.goods.prices()) all[where] = php_number(price);
  return all;
}

std::vector<applied_price> store::history() const { return parts_->state.goods.history(); }

void store::add_source(source what) { parts_->state.stock.add_source(std::move(what)); }

bool store::set_quantity(std::string_view sku, std::string_view source_code, double quantity) {
  return parts_->state.set_quantity(sku, source_code, quantity);
}

void store::set_backorders(std::string_view sku, int backorders) {
  parts_->state.set_backorders(sku, backorders);
}

std::string store::quantity_of(std::string_view sku, std::string_view source_code) const {
  const auto item = item_of(sku, source_code);
  return item ? php_number(item->quantity) : std::string{};
}

std::optional<source_item> store::item_of(std::string_view sku,
                                          std::string_view source_code) const {
  return parts_->state.stock.item_of(sku, source_code);
}

std::map<std::pair<std::string, std::string>, std::string> store::quantities() const {
  std::map<std::pair<std::string, std::string>, std::string> all;
  const auto everything = [](const std::string&, const source_item&) { return true; };
  for (const auto& one : parts_->state.stock.items(everything))
    all[{one.sku, one.source_code}] = php_number(one.quantity);
  return all;
}

std::vector<applied_item> store::stock_history() const { return parts_->state.stock.history(); }

std::int64_t store::add_order(order_draft what) { return parts_->state.add_order(std::move(what)); }

std::vector<order> store::orders() const { return parts_->state.sold.orders(); }

std::optional<order> store::order_of(std::string_view increment_id) const {
  return parts_->state.sold.order_of(increment_id);
}

std::vector<shipment> store::shipments() const { return parts_->state.sold.shipments(); }

std::vector<invoice> store::invoices() const { return parts_->state.sold.invoices(); }

std::int64_t store::add_customer(customer what) {
  return parts_->state.accounts.save(std::move(what)).value_or(0);
}

void store::add_customer_group(std::int64_t id, std::string code) {
  parts_->state.accounts.add_group({id, std::move(code)});
}

std::vector<customer> store::customers() const { return parts_->state.accounts.list(); }

totals store::count() const { return parts_->state.seen.count(); }

std::vector<logged_request> store::requests() const { return parts_->state.seen.requests(); }

bool store::wait_for(const std::function<bool(const totals&)>& reached,
                     std::chrono::milliseconds at_most) const {
  return parts_->state.seen.wait_for(reached, at_most);
}

std::uint64_t store::inject(fault what) {
  if (what.answer != fault_answer::refused) return parts_->state.faults.arm(std::move(what));
  parts_->state.refuse_connections(what.latency);
  return 0;
}

bool store::clear_fault(std::uint64_t id) { return parts_->state.faults.clear(id); }

void store::clear_faults() {
  parts_->state.faults.clear_all();
  parts_->state.accept_connections();
}

}  // namespace acumage::simulator
