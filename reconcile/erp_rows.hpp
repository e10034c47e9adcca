// The ERP's rows for a comparison, page by page, through the session of the pull jobs.
#pragma once

#include "actors/erp_values.hpp"
#include "messages/result.hpp"
#include "pull/puller.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace acumage::reconcile {

/// Waits; false: the job is to end.
using rest_function = std::function<bool(std::chrono::milliseconds)>;

/// The error of a job that was ended.
error ended();

/// Waits before the same question is asked again, for an hour in all; then `why` is the error.
status wait_again(const rest_function& rest, std::chrono::milliseconds& waited,
                  const std::string& why, std::chrono::milliseconds least);

/// One thread.
class erp_rows {
 public:
  erp_rows(pull::puller& erp, rest_function rest) : erp_{erp}, rest_{std::move(rest)} {}

  /// Asks until there is an answer, with patience.
  result<pull::page> ask(
      const std::function<pull::outcome<pull::page>(pull::erp_session&)>& how) const;

  /// What would be published of all rows of the entity's inquiry, some records at a time.
  status each_value(entity which, const actors::held_rules& rules,
                    const acumatica::field_aliases& aliases,
                    const std::function<status(std::vector<actors::erp_value>)>& take) const;

 private:
  pull::puller& erp_;
  rest_function rest_;
};

}  // namespace acumage::reconcile
