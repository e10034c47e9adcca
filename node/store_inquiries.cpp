#include "node/store_inquiries.hpp"

#include <utility>

namespace acumage::node {

class store_inquiries::inquiry : public magento::transport {
 public:
  inquiry(store_inquiries& all, std::unique_ptr<magento::transport> way)
      : all_{all}, way_{std::move(way)} {
    const std::lock_guard guard{all_.mutex_};
    all_.under_way_.push_back(way_.get());
  }
  ~inquiry() override {
    const std::lock_guard guard{all_.mutex_};
    std::erase(all_.under_way_, way_.get());
  }

  magento::answer exchange(const magento::request& what, const std::string& request_id) override {
    if (!all_.stopped()) return way_->exchange(what, request_id);
    magento::answer none;
    none.how = magento::carried::reset;
    none.detail = "interrupted";
    return none;
  }
  void interrupt() override { way_->interrupt(); }

 private:
  store_inquiries& all_;
  std::unique_ptr<magento::transport> way_;
};

std::unique_ptr<magento::transport> store_inquiries::open(std::unique_ptr<magento::transport> way) {
  return std::make_unique<inquiry>(*this, std::move(way));
}

void store_inquiries::stop() {
  const std::lock_guard guard{mutex_};
  stopped_ = true;
  // An exchange that begins at this moment ends as well: a transport keeps an interrupt for the
  // next exchange.
  for (auto* each : under_way_) each->interrupt();
}

bool store_inquiries::stopped() const {
  const std::lock_guard guard{mutex_};
  return stopped_;
}

}  // namespace acumage::node
