#include "policy/lane_health.hpp"

#include <string_view>

namespace acumage::policy {

namespace {

std::string counted(std::uint64_t count, std::string_view one) {
  return std::to_string(count) + " " + std::string{one} + (count == 1 ? "" : "s");
}

/// In the largest unit that leaves no fraction worth reading.
std::string span_of(std::chrono::seconds span) {
  const auto s = span.count();
  if (s < 120) return std::to_string(s) + " s";
  if (s < 7'200) return std::to_string(s / 60) + " min";
  if (s < 172'800) return std::to_string(s / 3'600) + " h";
  return std::to_string(s / 86'400) + " days";
}

std::string because(const lane_facts& of) {
  return of.last_error.empty() ? std::string{"."} : ": " + of.last_error;
}

std::string waits(const lane_facts& of) {
  const auto count = of.waiting + of.in_flight;
  if (count == 0) return "Nothing waits.";
  return counted(count, "change") + (count == 1 ? " waits." : " wait.");
}

/// While nothing can be sent.
std::string stale(const lane_facts& of) {
  return "The store keeps its current values. " + waits(of);
}

health_words unreached(const lane_facts& of) {
  if (!of.has_store)
    return {"No store is configured.",
            stale(of),
            {},
            "Set connection.magento_url and a credential, then restart the node."};
  return {"The store does not answer" + because(of), stale(of),
          "The node keeps checking, and sends again as soon as the store answers.",
          "Run `acumage test-connection`."};
}

health_words failing(const lane_facts& of, const std::string& entity) {
  return {
      "Recent changes became dead letters instead of being delivered" + because(of),
      "The store does not get the changes in " + counted(of.dead_letters, "open dead letter") + ".",
      "The node sends the next changes.",
      "Run `acumage dead-letters list --entity " + entity + "`."};
}

health_words behind(const lane_facts& of, const std::string& entity) {
  return {"The oldest change has waited for " + span_of(of.oldest) + "; expected at most " +
              span_of(of.backlog_age) + ".",
          "The store is late by that time. " + waits(of),
          "The node sends the waiting changes, the oldest first.",
          "Run `acumage waiting list --entity " + entity + "`."};
}

health_words parked(const lane_facts& of, const std::string& entity) {
  return {
      counted(of.parked, "change") + (of.parked == 1 ? " is" : " are") +
          " parked, the oldest for " + span_of(of.oldest_parked) + ".",
      "The store does not get them while it, or the settings, lack what they need.",
      "The node looks again every delivery.park_interval; after delivery.park_limit each becomes "
      "a dead letter.",
      "Run `acumage waiting list --entity " + entity + " --state parked`, and `acumage unmapped`."};
}

}  // namespace

lane_health health_of(const lane_facts& of) {
  const bool stopped = of.circuit == circuit_state::open || of.circuit == circuit_state::half_open;
  if (!of.on) return lane_health::off;
  if (!of.reached) return lane_health::unreached;
  if (of.circuit == circuit_state::held) return lane_health::held;
  if (stopped && !of.refused) return lane_health::circuit_open;
  if (of.refused) return lane_health::refused;
  if (of.failing && of.dead_letters > 0) return lane_health::failing;
  if (!of.sending) return lane_health::paused;
  if (!of.intake) return lane_health::intake_stopped;
  if (of.oldest > of.backlog_age) return lane_health::behind;
  if (of.dead_letters > 0) return lane_health::has_failed;
  if (of.parked > 0) return lane_health::parked;
  if (of.heard && of.silence.count() > 0 && of.unheard > of.silence) return lane_health::silent;
  if (of.waiting + of.in_flight > 0) return lane_health::working;
  return of.heard ? lane_health::up_to_date : lane_health::waiting_for_first;
}

health_words words_of(lane_health which, const lane_facts& of, const std::string& entity) {
  switch (which) {
    case lane_health::unreached: return unreached(of);
    case lane_health::held:
      return {"Most recent deliveries failed for one cause" + because(of), stale(of),
              "The node tries one delivery at a time, and continues when one succeeds.",
              "Correct the cause in the store or the settings; then run `acumage resume " + entity +
                  "`."};
    case lane_health::circuit_open:
      return {"The store answers, but accepts no requests" + because(of), stale(of),
              "The node tries again every delivery.probe_interval. No attempt is counted.",
              "Check the store: maintenance mode, its error log, its load."};
    case lane_health::refused:
      return {"The store refuses the credentials" + because(of), stale(of),
              "The node tries again every delivery.probe_interval. No attempt is counted.",
              "Run `acumage test-connection`; it names the missing permission or the setting."};
    case lane_health::failing: return failing(of, entity);
    case lane_health::paused:
      return {"An operator paused sending.", stale(of), "The node accepts and keeps changes.",
              "Run `acumage resume " + entity + "`."};
    case lane_health::intake_stopped:
      return {
          "An operator stopped the intake: new changes are discarded.",
          "The store misses every change since then.",
          {},
          "Run `acumage start-intake " + entity + "`, then `acumage resync " + entity + " --all`."};
    case lane_health::behind: return behind(of, entity);
    case lane_health::has_failed:
      return {counted(of.dead_letters, "dead letter") + (of.dead_letters == 1 ? " is" : " are") +
                  " open.",
              "The store does not get these changes. Everything else is delivered.",
              {},
              "Run `acumage dead-letters list --entity " + entity + "`."};
    case lane_health::parked: return parked(of, entity);
    case lane_health::silent:
      return {"The ERP has sent nothing for " + span_of(of.unheard) + "; expected at most " +
                  span_of(of.silence) + ".",
              "The store may miss changes.",
              {},
              "Check the screen Push Notifications (SM302000) of the ERP."};
    case lane_health::waiting_for_first:
      return {
          "The ERP has not sent anything yet.",
          {},
          {},
          "Activate the push definition in the ERP, or run `acumage resync " + entity + " --all`."};
    case lane_health::working: return {waits(of), "The store gets them in turn.", {}, {}};
    case lane_health::up_to_date: return {"Nothing is waiting, parked or failed.", {}, {}, {}};
    case lane_health::off:
      return {"The entity is switched off: new changes are filtered.",
              {},
              {},
              "Set entities." + entity + " = true to send it."};
  }
  return {};
}

}  // namespace acumage::policy
