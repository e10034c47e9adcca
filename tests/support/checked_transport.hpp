// A connection to a store that passes everything on and lets a watch see what is sent.
#pragma once

#include "magento/transport.hpp"
#include "tests/support/schema_check.hpp"

#include <memory>
#include <string>
#include <utility>

namespace acumage::tests {

class checked_transport final : public magento::transport {
 public:
  /// `watch` must outlive it.
  checked_transport(std::unique_ptr<magento::transport> to, schema_watch& watch)
      : to_{std::move(to)}, watch_{watch} {}

  magento::answer exchange(const magento::request& what, const std::string& request_id) override {
    watch_.see(what.method, what.path, what.body);
    return to_->exchange(what, request_id);
  }
  void interrupt() override { to_->interrupt(); }

 private:
  std::unique_ptr<magento::transport> to_;
  schema_watch& watch_;
};

}  // namespace acumage::tests
