// The routes under /__control for other processes to inspect, edit and disturb the ERP; loopback, no sign-in.
#pragma once

#include "simulator/http/exchange.hpp"

#include <string>

namespace acumage::simulator::acumatica {

struct site;

/// GET /__control                 counters, clock, faults, sizes of the tables
/// GET /__control/rows?entity=E   the visible rows of a table, up to &top=N (1000)
/// POST /__control                does what the members of its object say, in this order:
///   {"clear_faults":true,"faults":[{"fault":"page_cut","value":10}],"step_ms":60000,
///    "load":{"items":1000,"warehouses":2,…},
///    "write":[{"entity":"item","rows":[{"InventoryID":"LAMP-07","DefaultPrice":"42.5"}],
///              "commit_delay_ms":0,"push":"send"}],
///    "remove":[{"entity":"item","rows":[{"InventoryID":"LAMP-07"}]}],
///    "licence":{"seats":2,"cores":16,"queue":20,"per_minute":0},
///    "push":{"url":"http://…","secret":"…"},"resend_lost":true,"end_sessions":true,"unlock":true}
answer answer_control(site& of, const request& what);

/// The counters as JSON.
std::string state_json(site& of);

}  // namespace acumage::simulator::acumatica
