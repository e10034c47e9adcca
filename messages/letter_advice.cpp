#include "messages/letter_advice.hpp"

#include <array>

namespace acumage {

namespace {

/// By letter_class.
constexpr std::array<letter_advice, 8> advice{{
    {"The row makes no sense as it came, or the store says that its values are wrong: a key or a "
     "value "
     "is missing, is no number, or is out of range. It would fail again in the same way.",
     "Mend the record in Acumatica, which sends it anew, or edit the letter and replay it. When "
     "many "
     "letters lack the same column, add it to the Acumatica query, or name it in "
     "[aliases.<entity>]."},
    {"The store does not know the record that this is about: the product, order or customer was "
     "not "
     "there for as long as the node was willing to wait.",
     "Create the record in the store, or compare its SKU or number with the one in Acumatica, then "
     "replay. Discard the letter when the record does not belong in this store."},
    {"The store's own state forbids it: the order is complete or canceled, nothing is left to "
     "ship, or "
     "something was already done that cannot be undone.",
     "Look at the record in the store and set it right there. Replay when the obstacle is gone; "
     "resolve the letter with a note when the store is already as it should be."},
    {"A value has no counterpart in the store, because a map of the settings does not name it: a "
     "class, "
     "a ship via, a warehouse or a status.",
     "`acumage unmapped` lists such values. Add the missing one to the map in config.ini, reload "
     "the settings, then replay."},
    {"The notification came from a query that is in no mapping, or from another company: the node "
     "does "
     "not know which entity it is.",
     "Name the query in [queries], or correct intake.company, reload the settings, then replay: "
     "routing "
     "goes by the settings of that time. Discard the letters when the query is not for this node."},
    {"Every attempt failed for reasons that usually pass: locks, timeouts, errors inside the "
     "store.",
     "See in the attempts what the store said, and look into its logs at that time. Replay when "
     "the "
     "store is well; a higher queue.retry_count gives it more time."},
    {"The store's worker dies whenever this record is sent, also when it is sent alone.",
     "Find in the store's PHP log why the request kills it (memory, an extension, a broken "
     "product). "
     "Mend that, or edit the letter, then replay it alone before others."},
    {"This program met something that it does not handle: an error of its own, not of your data.",
     "Please report it with the letter as `acumage dead-letters export --id N` writes it. Replay "
     "after "
     "an update."},
}};

}  // namespace

letter_advice advice_on(letter_class reason) { return advice.at(static_cast<std::size_t>(reason)); }

}  // namespace acumage
