// A node between both neighbours: the simulated Acumatica that it pulls from, and the simulated store.
#pragma once

#include "simulator/acumatica/erp.hpp"
#include "simulator/store.hpp"
#include "tests/process/node_process.hpp"
#include "tests/support/checked_store.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

namespace sim = simulator::acumatica;

/// Where the simulated ERP is, how to sign in, and as many requests as are wanted.
std::map<std::string, std::string> erp_settings(const std::string& url);

/// What GET /resync/{id} says.
struct shown_job {
  std::string id = {};
  std::string state = {};
  std::string sub_state = {};
  std::string error = {};
  std::int64_t rows = 0;
  std::int64_t fresh = 0;
  std::int64_t unchanged = 0;
  std::int64_t superseded = 0;

  bool over() const { return state == "done" || state == "failed" || state == "cancelled"; }
};

/// EAST is the source wh_one, WEST is wh_two. The node's clock for pulls is the ERP's, so a test may
/// step it, by at most ten minutes in all.
class pull_rig {
 public:
  explicit pull_rig(std::size_t items, std::map<std::string, std::string> settings = {},
                    sim::options erp_setup = {});

  sim::erp erp;
  checked_store store;
  node_process node;

  static std::string sku(std::size_t number) { return sim::item_number(number); }

  /// Starts the node, and tells the ERP where it listens.
  void start();
  void write_price(const std::string& sku, const std::string& price, const sim::how& way = {});
  void write_quantity(const std::string& sku, const std::string& warehouse,
                      const std::string& on_hand, const sim::how& way = {});

  /// `more`: further members of the body, such as "\"all\":true". The job's id.
  std::string order(const std::string& entity, const std::string& more);
  shown_job job(const std::string& id);
  std::vector<shown_job> jobs();
  shown_job wait(const std::string& id);
  shown_job run(const std::string& entity, const std::string& more) {
    return wait(order(entity, more));
  }
  /// All jobs are over, and all that they brought is at the store.
  void come_to_rest();
  bool signed_out();

  /// By SKU, and by (SKU, source): what the store has, and what it should have. Numbers, as text of
  /// four decimals.
  using values = std::map<std::pair<std::string, std::string>, std::string>;
  values in_erp() const;
  values in_store() const;
  /// Values that were written to the store, each in its order.
  std::map<std::pair<std::string, std::string>, std::vector<double>> history() const;

 private:
  sim::push_options pushes_;
};

}  // namespace acumage::tests
