// Allows one conversation at a time about one object of the store, across all lanes.
#pragma once

#include <condition_variable>
#include <mutex>
#include <set>
#include <string>

namespace acumage::actors {

/// Two shipments of an order, or a shipment and its order's cancellation, are different deliveries,
/// but one changes what the other reads of the order. Senders have their own threads, so they wait
/// here.
class exclusive_keys {
 public:
  class hold {
   public:
    /// Waits until `key` is free. Empty: locks nothing.
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
