// One conversation at a time about one thing of the store, whichever lanes speak about it.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

namespace acumage::actors {

/// Two shipments of an order, or a shipment and its order's cancellation, are different deliveries, but what
/// one reads of the order the other changes. Senders have threads of their own, so they wait here.
class exclusive_keys {
 public:
  class hold {
   public:
    /// Waits until nobody else holds `key`. Empty: holds nothing.
    hold(exclusive_keys& of, std::string key);
    ~hold();
    hold(const hold&) = delete;
    hold& operator=(const hold&) = delete;

   private:
    exclusive_keys& of_;
    std::string key_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable freed_;
  std::set<std::string> held_;
};

}  // namespace acumage::actors
