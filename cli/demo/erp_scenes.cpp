#include "cli/demo/erp_scenes.hpp"

#include "cli/client/json.hpp"
#include "cli/demo/account.hpp"
#include "cli/demo/setup.hpp"
#include "cli/terminal/table.hpp"
#include "messages/decimal.hpp"
#include "messages/key.hpp"

#include <string>
#include <utility>

namespace acumage::demo {

namespace {

namespace sim = simulator::acumatica;
using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds most_to_wait{20'000};
constexpr milliseconds to_be_seen{1'000};       ///< how long the store stays wrong
constexpr std::chrono::seconds clock_step{90};  ///< more than the demo's acumatica.lag
constexpr const char* pushed_price = "42.5";
constexpr const char* lost_price = "39.9";

error surprise(const std::string& what, const std::string& expected) {
  return {errc::unavailable, "demo: " + what + "; expected " + expected, {}};
}

decimal number_of(const std::optional<std::string>& text) {
  const auto read = decimal::parse(text.value_or(""));
  return read ? *read : decimal{};
}

class scenes {
 public:
  explicit scenes(const stage& on) : on_{on}, item_{sim::item_number(7)} {}

  result<erp_rows> play() {
    for (const auto scene : {&scenes::first_load, &scenes::push, &scenes::lose, &scenes::find})
      if (auto over = (this->*scene)(); !over) return over.problem();
    moved_.pushed = on_.erp.pushes().delivered;
    return moved_;
  }

 private:
  status first_load() {
    on_.erp.load({.items = erp_items, .warehouses = 2}, on_.erp.clock().now() - 1h);
    on_.view.happens("now the ERP: a simulated Acumatica at " + on_.erp.url() + " has " +
                     terminal::grouped(erp_items) + " items in two warehouses, never pushed");
    for (const auto* entity : {"pricing", "inventory"})
      if (auto pulled = pull(entity, "all"); !pulled) return pulled;
    if (auto equal = wait_for_store("what the ERP has", [this] { return equals_erp(); }); !equal)
      return equal;
    on_.view.happens("the store has every price and quantity of the ERP");
    return done();
  }

  status push() {
    on_.view.happens("in the ERP " + item_ + " gets the price " + pushed_price +
                     " and 75 pieces in EAST; Acumatica pushes both");
    if (auto set = set_price(pushed_price, sim::push_fate::send); !set) return set;
    if (auto set =
            on_.erp.write(sim::entity::quantity,
                          {{"InventoryID", item_}, {"WarehouseID", "EAST"}, {"QtyOnHand", "75"}});
        !set)
      return set.problem();
    if (auto equal = wait_for_store("what was pushed", [this] { return equals_erp(); }); !equal)
      return equal;
    on_.view.happens("the store has them");
    return done();
  }

  status lose() {
    if (auto set = set_price(lost_price, sim::push_fate::drop); !set) return set;
    on_.view.happens("the price is changed again, to " + std::string{lost_price} +
                     ", and the push is lost before it is sent: no screen of the ERP shows it");
    if (!on_.pass(to_be_seen)) return surprise("interrupted", "to run to the end");
    if (price_in_store() != number_of(pushed_price) || on_.erp.pushes().dropped != 1)
      return surprise("the store has " + on_.store.price_of(item_) + " though the push was lost",
                      pushed_price);
    on_.view.happens("the store still has " + std::string{pushed_price} +
                     ": it is wrong, and no push will ever correct it");
    return done();
  }

  status find() {
    on_.erp.clock().step(clock_step);
    on_.view.happens(
        "the demo sets the ERP's clock 90 s forward, because a delta yields to pushes of the last "
        "60 s (acumatica.lag)");
    if (auto pulled = pull("pricing", "delta"); !pulled) return pulled;
    if (auto equal = wait_for_store(lost_price, [this] { return equals_erp(); }); !equal)
      return equal;
    on_.view.happens("the store has " + std::string{lost_price} +
                     ": the lost push is found and corrected");
    return done();
  }

  status set_price(const char* price, sim::push_fate fate) {
    const auto set = on_.erp.write(
        sim::entity::item, {{"InventoryID", item_}, {"DefaultPrice", price}}, {.push = fate});
    return set ? done() : status{set.problem()};
  }

  /// Orders a job of `scope` ("all", "delta"), as `acumage resync` does, and waits until it is over.
  status pull(const std::string& entity, const std::string& scope) {
    const auto begun = on_.admin.post(
        "/resync", R"({"entity":")" + entity + R"(",")" + scope + R"(":true})", "application/json");
    if (!begun) return begun.problem();
    client::json_document document;
    const auto* job = document.read(begun->body);
    if (begun->status != 202 || job == nullptr) return client::refusal_of(on_.admin.url(), *begun);
    const auto route = "/resync/" + client::text_of(*job, "id");
    std::string state;
    client::http_reply seen;
    const auto over = wait_until("job " + entity + " is not over", "its end", [&] {
      auto reply = on_.admin.get(route);
      if (!reply) return false;
      seen = std::move(*reply);
      job = document.read(seen.body);
      state = job == nullptr ? "" : client::text_of(*job, "state");
      return state == "done" || state == "failed";
    });
    if (!over) return over;
    if (state != "done")
      return surprise("resync " + entity + ": " + client::text_of(*job, "error"), "done");
    tell(entity, scope, *job);
    return done();
  }

  void tell(const std::string& entity, const std::string& scope, const acumatica::json_node& job) {
    const auto fresh = client::count_of(job, "new");
    const auto missed = client::count_of(job, "missed");
    moved_.pulled += fresh;
    on_.view.happens(
        "acumage resync " + entity + " --" + scope + ": " +
        terminal::counted(client::count_of(job, "rows"), "row") + " read, " +
        terminal::grouped(fresh) + " new" +
        (missed == 0 ? "" : "; " + terminal::counted(missed, "change") + " had no push"));
  }

  template <class Reached>
  status wait_until(const std::string& otherwise, const std::string& expected, Reached reached) {
    const auto until = steady_clock::now() + most_to_wait;
    while (!reached()) {
      if (!on_.pass(50ms)) return surprise("interrupted", "to run to the end");
      if (steady_clock::now() > until) return surprise(otherwise, expected);
    }
    return done();
  }

  template <class Reached>
  status wait_for_store(const std::string& expected, Reached reached) {
    return wait_until("the store has not become right", expected, reached);
  }

  decimal price_in_store() const { return number_of(on_.store.price_of(item_)); }

  bool equals_erp() const {
    const auto all = contents_of(on_.erp);
    return check_prices(all, {}, [this](const auto& sku) { return on_.store.price_of(sku); })
               .right() &&
           check_quantities(all, {}, [this](const auto& sku, const auto& source) {
             return on_.store.quantity_of(sku, source);
           }).right();
  }

  const stage& on_;
  const std::string item_;
  erp_rows moved_;
};

}  // namespace

store_contents contents_of(const sim::erp& erp) {
  store_contents made;
  for (const auto& row : erp.rows(sim::entity::item)) {
    const auto sku = row.at("InventoryID").value_or("");
    made.skus.push_back(sku);
    made.prices[fold_key(sku)] = row.at("DefaultPrice").value_or("");
  }
  std::map<stock_place, decimal> sums;
  for (const auto& row : erp.rows(sim::entity::quantity)) {
    auto& sum = sums[{fold_key(row.at("InventoryID").value_or("")), "wh_main"}];
    sum = sum + number_of(row.at("QtyOnHand"));
  }
  for (const auto& [place, sum] : sums) made.quantities[place] = sum.to_string();
  return made;
}

result<erp_rows> play(const stage& on) { return scenes{on}.play(); }

}  // namespace acumage::demo
