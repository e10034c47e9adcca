// Acumatica as the node sees it: notifications of all five entities, in any order, more than once, in halves.
#pragma once

#include "messages/entity.hpp"
#include "tests/simulation/flaky_store.hpp"
#include "tests/simulation/simulated_node.hpp"
#include "tests/simulation/world.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace acumage::tests {

/// What the ERP said in one row.
struct told_row {
  std::string key;                              ///< of the change, folded
  std::map<std::string, std::string> fields{};  ///< by column, null ones left out
  std::vector<std::string> tracks{};            ///< of a shipment's line
  bool bad = false;                             ///< makes no sense: a letter `data`
  bool removal = false;                         ///< only in "Deleted"
};

struct notice {
  entity lane = entity::pricing;
  std::uint64_t stamp = 0;
  std::string id;
  std::string body;
  std::vector<told_row> rows;
  bool accepted = false;        ///< answered 2xx, and counted as accepted or as a duplicate
  bool discarded = false;       ///< answered 2xx, and not kept
  bool unsure = false;          ///< a connection broke: it may have been accepted
  moment sent = moment::max();  ///< for the first time
  bool told() const { return accepted || discarded; }
};

/// A baseline: what the ERP has of some records, or one of the two marks around that. It is sent as `acumage send
/// --baseline` does, one request after another, and gives up where it is refused for good.
struct baseline_row {
  std::string key;  ///< folded
  std::map<std::string, std::string> fields{};
  std::string json;
};
struct baseline_part {
  change_kind kind = change_kind::baseline;
  std::vector<baseline_row> rows{};
  moment sent = moment::max();  ///< for the first time
  std::size_t tries = 0;
  bool accepted = false;
  bool unsure = false;  ///< it may have been accepted, or once more
  bool maybe() const { return accepted || unsure; }
};
struct baseline_load {
  entity lane = entity::pricing;
  std::uint64_t stamp = 0;
  std::vector<baseline_part> parts{};  ///< begin, rows, end
};

/// A line of a shipment, and the shipment.
struct erp_line {
  int number = 0;
  std::string sku;
  int quantity = 0;
};
struct erp_shipment {
  std::string number;
  std::string erp_order;    ///< "SO009120"
  std::string store_order;  ///< "000000042"
  std::vector<erp_line> lines;
  std::vector<std::string> tracks{};
};

inline const std::vector<std::string> known_skus{"LAMP-07", "DESK-01", "CHAIR-02", "RUG-10",
                                                 "BED-11",  "SOFA-12", "VASE-13"};
inline constexpr const char* late_sku = "LATE-05";    ///< the store gets it during the run
inline constexpr const char* ghost_sku = "GHOST-09";  ///< the store never has it

inline constexpr double untold_quantity = 100;  ///< which each source has of each product at first

/// The store of a run, and the settings of the node that fit it.
simulator::store_options shop_of_a_run();
std::vector<std::string> settings_of_a_run(world& in);

class erp {
 public:
  erp(world& in, simulated_node& node, flaky_store& store);

  /// From now on, for so long, about so many notifications.
  void begin(moment duration, std::size_t notifications);
  /// From now on its time stamps of this entity are older than some that it has sent, as after a restored backup.
  void restore(entity lane);
  /// Something of this entity happens; of a customer or an order, to that one.
  void tell_of(entity lane, const std::string& key = {});
  /// Has everything been answered 2xx?
  bool all_told() const;
  const std::deque<notice>& notices() const { return notices_; }
  const std::vector<erp_shipment>& shipments() const { return shipments_; }
  const std::deque<baseline_load>& baselines() const { return baselines_; }

  std::function<void()> on_baseline;  ///< one begins

 private:
  void tell_something();
  void tell_prices();
  void tell_quantities();
  void tell_shipment(std::size_t which, std::size_t stage);
  void tell_customer(std::size_t number);
  void tell_status(const std::string& order, const std::string& number);
  void tell_born(const std::string& order);
  void tell_baseline();
  std::vector<baseline_row> remembered_prices();
  std::vector<baseline_row> remembered_quantities();
  std::vector<baseline_row> remembered_customers();
  std::string remembered(const std::string& what, const std::function<std::string()>& anew);
  void send_part(std::size_t load, std::size_t part);
  void take_part(std::size_t load, std::size_t part, const result<receipt>& answer);
  std::string quantity_of(const std::string& warehouse);

  notice& start(entity lane);
  void finish(notice& what, const std::vector<std::string>& inserted,
              const std::vector<std::string>& deleted);
  /// The two halves in notifications of their own.
  void finish_halved(notice& what, const std::vector<std::string>& inserted,
                     const std::vector<std::string>& deleted);
  void send(std::size_t number);
  void take_answer(std::size_t number, const result<receipt>& answer);

  world& world_;
  simulated_node& node_;
  flaky_store& store_;
  std::deque<notice> notices_;  // never removed: indices and references stay good
  std::uint64_t next_stamp(entity lane);
  std::uint64_t stamp_ = 638'912'345'678'900'000;
  std::array<std::uint64_t, entity_count> restored_{};  // times; the stamps of each time are others
  std::array<std::uint64_t, entity_count> behind_{};
  int values_ = 0;  // every figure is told once only, so that it names its version
  std::map<std::string, std::string> last_;  // what a cell or price was last
  std::deque<baseline_load> baselines_;
  bool loading_ = false;  // the last of them
  std::vector<erp_shipment> shipments_;
  std::vector<std::size_t> stages_;  // of each shipment
};

}  // namespace acumage::tests
