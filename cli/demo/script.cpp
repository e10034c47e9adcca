#include "cli/demo/script.hpp"

#include "cli/demo/setup.hpp"

#include <string>

namespace acumage::demo {

namespace {

constexpr std::chrono::milliseconds maintenance_time{4'000};
constexpr std::chrono::milliseconds created_after{2'500};  ///< after the end of the maintenance

}  // namespace

void demo_script::begin_maintenance() {
  simulator::fault down;
  down.answer = simulator::fault_answer::maintenance;
  store_.inject(down);
  back_at_ = steady::now() + maintenance_time;
  view_.happens("the store goes into maintenance: the node accepts everything, nothing is lost");
}

void demo_script::lose_a_lock() {
  simulator::fault lock;
  lock.answer = simulator::fault_answer::save_failed;
  lock.where.method = "POST";
  lock.where.path = "base-prices";
  lock.when.count = 1;
  store_.inject(lock);
  view_.happens("the store's database will refuse the next prices (lost lock)");
}

void demo_script::keep_up() {
  const auto now = steady::now();
  if (back_at_ && now >= *back_at_) {
    store_.clear_faults();
    view_.happens("the store is back");
    create_at_ = *back_at_ + created_after;
    back_at_.reset();
  }
  if (create_at_ && now >= *create_at_) {
    store_.add_product({.sku = sold_later, .type = {}, .price = 1.0});
    view_.happens(std::string{"the merchant creates "} + sold_later +
                  " in the store: its price and quantity have been waiting for it");
    create_at_.reset();
  }
}

}  // namespace acumage::demo
