#include "messages/letter_advice.hpp"

#include <array>

namespace acumage {

namespace {

/// By letter_class.
constexpr std::array<letter_advice, 8> advice{{
    {"The row is invalid, or the store rejects its values: a key or a value is missing, is not a "
     "number, or is out of range. It would fail again in the same way.",
     "Correct the record in Acumatica, which then sends it again, or edit the dead letter and "
     "replay it. If many dead letters lack the same column, add it to the Acumatica query, or name "
     "it in [aliases.<entity>]."},
    {"The store does not know the record: the product, order or customer did not appear in the "
     "store within the time that the settings allow.",
     "Create the record in the store, or compare its SKU or number with the one in Acumatica, then "
     "replay. Discard the dead letter if the record does not belong in this store."},
    {"The state of the store does not allow it: the order is complete or canceled, nothing is left "
     "to ship, or an earlier step cannot be undone.",
     "Check the record in the store and correct it there. Replay when the obstacle is gone. If the "
     "store is already correct, resolve the dead letter with a note."},
    {"A value has no counterpart in the store because no map of the settings lists it: a class, a "
     "ship via, a warehouse or a status.",
     "`acumage unmapped` lists such values. Add the missing one to the map in config.ini, reload "
     "the settings, then replay."},
    {"No entry in [queries] matches the query of the notification, or the notification is from "
     "another company: the node does not know its entity.",
     "Add the query to [queries], or correct intake.company, reload the settings, then replay: a "
     "replay uses the settings in force at that time. Discard the dead letters if the query is not "
     "meant for this node."},
    {"Every attempt failed for reasons that are usually temporary: locks, timeouts, errors inside "
     "the store.",
     "Read the store's answers in the attempts, and check its logs for that time. Replay when the "
     "store works again; a higher queue.retry_count gives it more time."},
    {"The store's worker crashes whenever this record is sent, even when it is sent alone.",
     "Find out from the store's PHP log why the request crashes the worker (memory, an extension, "
     "a broken product). Fix the cause or edit the dead letter, then replay it alone before any "
     "others."},
    {"The program met a case that it does not handle: an error in the program, not in your data.",
     "Please report it with the output of `acumage dead-letters export --id N`. Replay after an "
     "update."},
}};

}  // namespace

letter_advice advice_on(letter_class reason) { return advice.at(static_cast<std::size_t>(reason)); }

}  // namespace acumage
