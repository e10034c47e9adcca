#include "node/table_look.hpp"

#include <sys/resource.h>
#include <utility>

namespace acumage::node {

table_look::table_look(const storage::ledger& in, std::shared_ptr<table_report> to,
                       log_function log)
    : thread_{[this, &in, to = std::move(to), log = std::move(log)] {
        constexpr int lowest = 19;
        ::setpriority(PRIO_PROCESS, 0, lowest);  // affects only this thread (setpriority(2), NOTES)
        auto found = in.check_tables([this] { return !stopped_; });
        if (stopped_) return;  // the next start begins from the first table
        for (const auto& each : found) log({log_level::error, "node", each, {}});
        to->finish(std::move(found));
      }} {}

table_look::~table_look() {
  stop();
  thread_.join();
}

}  // namespace acumage::node
