// Lets CAF pass the message structs within one process; CAF never serialises them.
#pragma once

#include "messages/batch.hpp"
#include "messages/control.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/atom.hpp>

namespace acumage {
/// Answered when nothing of the lane is in flight any longer; no new request leaves after it.
using drain_atom = caf::atom_constant<caf::atom("drain")>;
/// Removes what has expired; sent once a second.
using tidy_atom = caf::atom_constant<caf::atom("tidy")>;
}  // namespace acumage

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::delivery_chunk)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::assemble_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::attempt_done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::batch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::batch_sent)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::caught_up)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::commit_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::due_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::failed_chunk)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::forget_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::forget_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::forgotten)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::hold_released)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::hold_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::journal_head)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::keys_settled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::lane_news)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::look_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::lookup)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::lookup_done)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::lookup_sent)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::observe_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::observed_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::pair_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::park_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::probe_sent)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::probe_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::check_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::read_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::replay_cancelled)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::replay_ordered)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::replay_tick)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::requeued)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::send_batch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::send_lookup)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::send_probe)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::sending_switch)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::settlement)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::trial_wanted)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::waiting_order)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::waiting_query)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::waiting_rows)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(acumage::want)
