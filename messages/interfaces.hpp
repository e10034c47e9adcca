// Every actor's interface: the messages it receives, in the order of its handlers. Data flows down
// this file.
#pragma once

#include "messages/type_ids.hpp"

#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>

namespace acumage {

/// The committer: writes the submissions waiting at the gate to disk in one synced write.
using intake_actor = caf::typed_actor<caf::reacts_to<commit_tick>,  // self only (and the gate)
                                      caf::reacts_to<tidy_atom>>;

/// One entity's rules: reads the journal, filters, makes deliveries.
using lane_actor =
    caf::typed_actor<caf::reacts_to<journal_head>, caf::reacts_to<requeued>, caf::reacts_to<want>,
                     caf::replies_to<forget_order>::with<forgotten>,
                     caf::replies_to<observe_rows>::with<observed_rows>,
                     caf::reacts_to<read_tick>,      // self only
                     caf::reacts_to<pair_tick>,      // self only
                     caf::reacts_to<assemble_tick>,  // self only
                     caf::reacts_to<forget_tick>>;   // self only

/// Holds the deliveries that wait, back off or are parked, one per key; decides when and in which
/// batches they leave.
using batcher_actor = caf::typed_actor<
    caf::reacts_to<delivery_chunk>, caf::reacts_to<caught_up>, caf::reacts_to<attempt_done>,
    caf::reacts_to<keys_settled>, caf::reacts_to<lookup_done>, caf::reacts_to<lane_news>,
    caf::reacts_to<trial_wanted>, caf::reacts_to<sending_switch>,
    caf::replies_to<drain_atom>::with<bool>, caf::replies_to<waiting_query>::with<waiting_rows>,
    caf::replies_to<waiting_order>::with<std::uint64_t>,
    caf::reacts_to<look_tick>,   // self only
    caf::reacts_to<due_tick>,    // self only
    caf::reacts_to<park_tick>,   // self only
    caf::reacts_to<hold_tick>>;  // self only

/// One attempt of a batch: in-flight window, circuit, splitting, interpreting the answer.
using dispatcher_actor = caf::typed_actor<caf::reacts_to<batch>, caf::reacts_to<lookup>,
                                          caf::reacts_to<hold_released>, caf::reacts_to<batch_sent>,
                                          caf::reacts_to<lookup_sent>, caf::reacts_to<probe_sent>,
                                          caf::reacts_to<keys_settled>,  // passed on to the batcher
                                          caf::reacts_to<probe_tick>,    // self only
                                          caf::reacts_to<check_tick>>;   // self only

/// The actor that requested a write of ends and waits for their keys: batcher or dispatcher.
using release_actor = caf::typed_actor<caf::reacts_to<keys_settled>>;

/// Performs the exchanges with Magento; blocks meanwhile.
using sender_actor = caf::typed_actor<caf::reacts_to<send_batch>, caf::reacts_to<send_lookup>,
                                      caf::reacts_to<send_probe>>;

/// Receives from the settler the quantities that shipments have moved.
struct stock_lane {
  lane_actor to;
};

}  // namespace acumage

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::stock_lane)

namespace acumage {

/// Writes ends, then frees their keys.
using settler_actor = caf::typed_actor<caf::reacts_to<settlement>, caf::reacts_to<stock_lane>>;

/// Writes dead letters and their ends, then frees their keys.
using failure_actor = caf::typed_actor<caf::reacts_to<failed_chunk>, caf::reacts_to<stock_lane>>;

/// Moves dead letters back into the journal at the rate of its job.
using replayer_actor =
    caf::typed_actor<caf::reacts_to<replay_ordered>, caf::reacts_to<replay_cancelled>,
                     caf::reacts_to<replay_tick>>;  // self only

}  // namespace acumage
