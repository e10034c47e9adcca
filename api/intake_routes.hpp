// The routes for Acumatica and other senders: POST /push and POST /changes (SPEC 5), and the two
// probes. /changes?baseline=true sends the present state (SPEC 7), /changes?baseline=end marks it
// as complete.
#pragma once

#include "acumatica/notification.hpp"
#include "api/http/router.hpp"
#include "api/parse_budget.hpp"
#include "messages/lost_push.hpp"
#include "messages/submission.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace acumage::api {

struct intake_sources {
  /// Called once per request, so that a reload of the settings takes effect with the next request.
  std::function<std::shared_ptr<const acumatica::reading>()> reading;
  std::function<std::int64_t()> wall_us;  ///< wall clock, microseconds since 1970
  /// The budget for texts parsed at the same time: twice the memory of the bodies.
  std::shared_ptr<parse_budget> parsing =
      std::make_shared<parse_budget>(std::size_t{128} * 1024 * 1024);
  lost_push_port* lost_pushes = nullptr;  ///< null: nobody asks for them
};

/// `port` must outlive every server that has the routes.
router intake_routes(intake_port& port, intake_sources from);

}  // namespace acumage::api
