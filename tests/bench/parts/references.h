// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Others who read the octets of a reply, in milliseconds of a processor. Of those that come with a
// process or a connection only the reading is counted. Main thread.
#pragma once

#include <QByteArray>

#include <vector>

namespace Cistern::References {

void expat(const QByteArray &bytes);   // every token, and nothing done with it
void pugixml(const QByteArray &bytes); // into its tree, from octets that it may not change

// Milliseconds of each run.
std::vector<double> kdsoap(const QByteArray &bytes, int runs); // empty: it was not read
struct Lxml
{
    std::vector<double> parsed, taken; // into its tree; and each object into a dict. Empty: no lxml
};
Lxml lxml(const QByteArray &bytes, int runs);

} // namespace Cistern::References
