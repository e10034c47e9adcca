// Exchanges with the store that requests wait for, so that a reload or a stop can end them.
#pragma once

#include "magento/transport.hpp"

#include <memory>
#include <mutex>
#include <vector>

namespace acumage::node {

/// Thread-safe.
class store_inquiries {
 public:
  /// The transport for one inquiry, to be used by one thread. After stop() every exchange on it
  /// ends at once, as `reset`.
  std::unique_ptr<magento::transport> open(std::unique_ptr<magento::transport> way);

  /// Ends all inquiries, including those that begin later.
  void stop();
  bool stopped() const;

 private:
  class inquiry;
  mutable std::mutex mutex_;
  bool stopped_ = false;
  std::vector<magento::transport*> under_way_;
};

}  // namespace acumage::node
