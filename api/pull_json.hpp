// Pull jobs as JSON (PULL.md 7.9, 16).
#pragma once

#include "messages/lost_push.hpp"
#include "messages/pull.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace acumage::api {

std::string pull_job_json(const pull_job& job, std::int64_t now_us);
/// `{"items":[…],"erp","schedule":[{"entity","complete_at","next_delta_at","next_sweep_at"}]}`, jobs
/// newest first. `planned`: of each entity that is pulled; empty: there is no Acumatica.
std::string pull_jobs_json(const std::vector<pull_job>& jobs,
                           const std::optional<std::vector<pull_outlook>>& planned,
                           std::int64_t now_us);
/// `{"items":[{"at","query","error","truncated","covered_by","job"}],"asked_at","problem"}`
std::string lost_pushes_json(const lost_push_report& of);

}  // namespace acumage::api
