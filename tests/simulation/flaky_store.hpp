// The simulated store behind a network and a database on which no request can rely.
#pragma once

#include "magento/transport.hpp"
#include "messages/entity.hpp"
#include "simulator/shop.hpp"
#include "tests/simulation/world.hpp"
#include "tests/support/schema_check.hpp"

#include <functional>
#include <list>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace acumage::tests {

/// What becomes of one exchange (REST.md 11).
struct mishap {
  enum class kind : std::uint8_t {
    none,
    refused,          ///< no connection
    connect_timeout,  ///< likewise, after a while
    reset,
    read_timeout,
    half,             ///< the answer breaks off in the middle
    internal_error,   ///< 500 with a Report ID
    fatal_error,      ///< 500 text/plain
    database_down,    ///< 500 text/plain, like a page
    bad_gateway,      ///< 502
    unavailable,      ///< 503
    gateway_timeout,  ///< 504
    maintenance,      ///< 503 of Magento
    unauthorized,     ///< 401
    throttled,        ///< 429, with or without Retry-After
    locked,           ///< 400 of a lock that was waited for in vain
    too_many_items,   ///< 400 for more than five rows
    validation,       ///< 400, one row is refused and not named
  };
  enum class effect : std::uint8_t { none, applied, late };
  kind what = kind::none;
  effect does = effect::none;
};
std::string_view to_string(mishap::kind which);

/// How a stretch of time is.
struct weather {
  double mishaps = 0;                        ///< share of exchanges that fare badly
  mishap::kind outage = mishap::kind::none;  ///< befalls all of them
};

/// What the store needs of the node that speaks to it.
class store_client {
 public:
  virtual ~store_client() = default;
  /// Lets other things happen while an exchange of this lane is under way; false: the node died meanwhile.
  virtual bool wait(entity lane, moment how_long) = 0;
  virtual bool dead() const = 0;
};

class flaky_store {
 public:
  flaky_store(world& in, simulator::store_options options);

  std::unique_ptr<magento::transport> connect(entity lane);
  void set_client(store_client* client) { client_ = client; }
  /// The node has died: what becomes of its requests on their way. True when one may be applied later.
  void on_death(bool may_be_late);

  weather now;
  std::function<void()> on_late;  ///< a request that its sender has given up will be applied yet
  /// A request leaves that the store may not be given twice: of shipments, invoices, orders, customers.
  std::function<void()> on_departure;
  /// What is sent against the published schema, each kind once.
  std::set<std::string> schema_violations() { return watch_.take(); }
  std::size_t exchanges() const { return exchanges_; }

  simulator::shop shop;

 private:
  class way;
  struct flight {
    const magento::request* what;
    bool arrived = false;
  };
  magento::answer exchange(entity lane, const magento::request& what);
  magento::answer answer_of(entity lane, const magento::request& what, const mishap& by);
  magento::answer serve(const magento::request& what, const mishap& by);
  void apply(const magento::request& what);
  void apply_later(const magento::request& what, moment wait);
  mishap draw();

  world& world_;
  store_client* client_ = nullptr;
  std::list<flight> flights_;
  schema_watch watch_;
  std::size_t exchanges_ = 0;
};

}  // namespace acumage::tests
