// Which promises of SPEC 2 a run has kept: judged from what was sent, what the store holds, and what the node says of its end.
#pragma once

#include "messages/dead_letter.hpp"
#include "tests/simulation/erp.hpp"
#include "tests/simulation/flaky_store.hpp"
#include "tests/simulation/order_book.hpp"
#include "tests/simulation/simulated_node.hpp"
#include "tests/simulation/world.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace acumage::tests {

/// An accepted row. Two of one key and time stamp (halves, or lines of a shipment) differ in `told` only.
struct accepted_row {
  entity lane = entity::pricing;
  std::uint64_t stamp = 0;
  const told_row* told = nullptr;
  moment sent{};  ///< for the first time
};

/// What the history says of one entry of the journal, also of those that the node made for itself.
struct known_end {
  std::string key;     ///< folded
  std::string target;  ///< folded: of its delivery
  version number;
  end_kind outcome = end_kind::delivered;
  std::string reason;
  moment at{};
  /// The store had its value then.
  bool reached() const {
    return outcome == end_kind::delivered ||
           (outcome == end_kind::filtered && reason == "unchanged");
  }
};

/// One text that was told of one column, and when.
struct saying {
  std::uint64_t stamp = 0;
  std::string text;
  bool removal = false;
  bool baseline = false;
  moment sent{};
  moment ended = moment::max();
};

/// Empty: it depends on what the oracle cannot know.
using texts = std::optional<std::set<std::string>>;

class oracle {
 public:
  /// Everything is quiet by now.
  oracle(world& in, simulated_node& node, flaky_store& store, const erp& sender,
         const order_book& orders);

  void judge();

 private:
  void read_book();
  void take(const notice& what);
  void settle_unsure();
  void check_ends();
  void check_entry(const std::string& words, std::uint64_t sequence,
                   const std::vector<history_record>& ends);
  void check_letters();
  void check_baselines();
  void check_prices();
  void check_price_steps();
  void check_quantities();
  void check_quantity_steps();
  void check_source(const std::string& sku, const std::string& source,
                    const std::vector<std::string>& warehouses);
  void check_shipments();
  void check_invoices();
  void check_orders();
  void check_customers();
  void check_customer(const std::string& key, std::set<std::string>& emails);

  using name = std::pair<std::uint64_t, std::string>;  ///< time stamp, folded key
  moment since_beginning(std::int64_t wall_us) const {
    return moment{wall_us - world_.wall_us()} + world_.now();
  }
  bool is_lost(std::uint64_t stamp, const std::string& key) const;
  /// The newest text of each column that was told of a document, and all rows of it.
  std::map<std::string, std::string> known_of(entity lane, const std::string& key) const;
  std::vector<accepted_row> rows_of(entity lane, const std::string& key) const;

  // What an operator's orders permit (oracle_orders.cpp).
  texts newest(entity lane, const std::string& key, const std::string& column) const;
  /// The same, of a document, and what a forced replay sent over it at last.
  texts expected(entity lane, const std::string& key, const std::string& column) const;
  std::vector<saying> sayings_of(entity lane, const std::string& key,
                                 const std::string& column) const;
  std::vector<const forgetting*> forgettings_of(entity lane, const std::string& key) const;
  moment ended(entity lane, const std::string& key, std::uint64_t stamp) const;
  const told_row* forced_at_last(entity lane, const std::string& key) const;
  std::string ends_in_words(entity lane, const std::string& key) const;
  std::size_t times_forced(std::uint64_t number) const;
  bool delivered_since(entity lane, const std::string& target, moment since) const;
  struct seen_warehouses {
    std::set<std::string> surely, perhaps;
  };
  seen_warehouses seen_by_baselines() const;
  enum class seen : std::uint8_t { never, perhaps, surely };
  seen seen_of(const std::string& cell, const seen_warehouses& by_baselines) const;
  bool is_certain(const std::string& cell) const;

  // How prices and quantities go on in the store (oracle_steps.cpp).
  class allowances {
   public:
    /// `orders`: how many so far name this version.
    bool cover(std::uint64_t stamp, std::size_t orders);
    void note(std::uint64_t stamp);

   private:
    struct state {
      std::size_t orders = 0;
      bool out = false;
      bool followed = false;
    };
    std::map<std::uint64_t, state> states_;
  };
  struct told_figure {
    std::uint64_t stamp = 0;
    moment sent{};
    std::optional<moment> baseline_since{};  ///< only a baseline told it
  };
  struct key_walk {
    std::uint64_t reached = 0;
    std::size_t forgotten = 0;
    allowances forced{};
  };
  struct figure_walk {
    entity lane = entity::pricing;
    std::map<std::pair<std::string, double>, told_figure> told{};
    std::map<std::string, key_walk> keys{};
  };
  figure_walk walk_of(entity lane, const std::string& column) const;
  std::size_t forced_before(const figure_walk& walk, const std::string& key, std::uint64_t stamp,
                            std::size_t place) const;
  void see(figure_walk& walk, const std::string& key, double value, std::size_t place,
           const std::string& target);

  world& world_;
  simulated_node& node_;
  flaky_store& store_;
  const erp& sender_;
  const order_book& orders_;
  std::vector<accepted_row> accepted_;
  std::map<name, std::map<std::uint64_t, std::vector<history_record>>> ends_;  ///< by sequence
  std::map<std::uint64_t, dead_letter> letters_;                               ///< by sequence
  std::array<std::map<std::string, std::vector<known_end>>, entity_count> all_ends_;  ///< by key
  std::set<name> lost_;  ///< ended as letters that are not going to be replayed any more
};

}  // namespace acumage::tests
