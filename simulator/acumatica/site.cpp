#include "simulator/acumatica/site.hpp"

#include "simulator/acumatica/access/sign_in.hpp"
#include "simulator/acumatica/control.hpp"
#include "simulator/acumatica/errors.hpp"
#include "simulator/acumatica/odata/inquiry.hpp"
#include "simulator/acumatica/rest/reads.hpp"

#include <algorithm>
#include <utility>

namespace acumage::simulator::acumatica {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view control_path = "/__control";
constexpr std::size_t drip_bytes = 1024;
constexpr std::int64_t drip_ms = 10;

bool needs_sign_in(const route& to) {
  return to.to == route::kind::inquiry || to.to == route::kind::services ||
         to.to == route::kind::metadata || to.to == route::kind::deleted ||
         to.to == route::kind::entity;
}

/// How the answer travels, as the faults have it.
void plan_wire(const strikes& struck, answer& made, wire_plan& plan) {
  if (struck.has(trouble::reset)) {
    plan.how = wire_plan::ending::reset;
    plan.closes = true;
  }
  if (struck.has(trouble::garbled)) made.body.resize(made.body.size() / 2);
  if (struck.has(trouble::cut_body)) {
    plan.how = wire_plan::ending::half;
    plan.closes = true;
  }
  if (const auto* slow = struck.find(trouble::slow_body)) {
    plan.how = wire_plan::ending::dripped;
    plan.drip_bytes = drip_bytes;
    plan.drip_pause = milliseconds{slow->value == 0 ? drip_ms : slow->value};
  }
}

}  // namespace

site::site(options with) : setup{std::move(with)} {
  sessions.idle = setup.session_idle;
  sessions.token_life = setup.token_life;
  data.on_commit = [this](const transaction& made) { pushes.enqueue(made); };
  clock.on_change = [this] { pushes.wake(); };
}

answer site::serve(const request& what, wire_plan& plan) {
  if (what.path().starts_with(control_path)) return answer_control(*this, what);
  const route to = route_of(what, setup);
  const std::string label = to.label();
  seen.arrived(label);
  const strikes struck = faults.strike(label, !needs_sign_in(to));
  answer made = serve_route(what, to, struck);
  plan_wire(struck, made, plan);
  if (!struck.has(trouble::no_date)) {
    const auto* skew = struck.find(trouble::clock_skew);
    const milliseconds ahead{skew == nullptr ? 0 : skew->value};
    made.headers.emplace_back("Date", http_date(clock.now() + ahead));
  }
  seen.answered(made.status);
  return made;
}

answer site::serve_route(const request& what, const route& to, const strikes& struck) {
  if (to.to == route::kind::unknown) return not_found();
  // Only a sign-out does not go through the licence's queue.
  if (to.to == route::kind::logout) return answer_logout(*this, what);
  if (struck.has(trouble::declined)) return too_many_requests();
  if (const auto* gateway = struck.find(trouble::gateway))
    return in_between(gateway->value == 0 ? 502 : static_cast<int>(gateway->value));
  return queued(what, to, struck);
}

/// Recognised, then in the queue with the other requests of the session, then answered.
answer site::queued(const request& what, const route& to, const strikes& struck) {
  recognised sender{.who = signed_in{}};
  if (needs_sign_in(to)) {
    sender = recognise(*this, what, to, struck);
    if (!sender.who) return std::move(sender.refusal);
  }
  const auto place = queue.enter(sender.who->session);
  if (!place) return too_many_requests();
  if (const auto* delay = struck.find(trouble::queue_delay))
    stopping.pause(milliseconds{delay->value});
  if (setup.on_request) setup.on_request(to.label());
  if (struck.has(trouble::token_expires)) end_token(*this, what);
  if (struck.has(trouble::session_dies)) sessions.kill(sender.who->session);
  if (struck.has(trouble::token_expires) || struck.has(trouble::session_dies))
    return not_signed_in();
  if (struck.has(trouble::login_page)) return login_page();
  return dispatched({what, to, struck, *sender.who});
}

answer site::dispatched(const call& of) {
  const bool is_odata = needs_sign_in(of.to) && of.to.to != route::kind::entity;
  if (is_odata && of.to.tenant != setup.tenant && of.to.tenant != setup.default_tenant)
    return not_found();
  switch (of.to.to) {
    case route::kind::endpoints: return answer_endpoints(*this);
    case route::kind::login: return answer_login(*this, of.what, of.faults);
    case route::kind::token: return answer_token(*this, of.what);
    case route::kind::inquiry: return answer_inquiry(*this, of);
    case route::kind::services: return answer_services(of, base_url);
    case route::kind::metadata: return answer_metadata(of);
    case route::kind::deleted: return answer_deleted(*this, of);
    case route::kind::entity: return answer_entity(*this, of);
    case route::kind::logout:
    case route::kind::unknown: break;
  }
  return not_found();
}

}  // namespace acumage::simulator::acumatica
