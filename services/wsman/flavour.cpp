// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "services/wsman/flavour.h"

#include "services/wsman/names.h"

#include <algorithm>
#include <iterator>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;
using namespace Wsman;
using Family = Flavour::Family;

namespace {
// In the order of the families.
constexpr Flavour flavours[] = {
    {.family = Family::WinRm, .name = "WinRM"_L1, .subscribes = true},
    {.family = Family::WinRm2008,
     .name = "WinRM 2.0"_L1,
     .envelopeSize = 150 * 1024,
     .mostElements = 500,
     .writesObjects = false},
    {.family = Family::WinRm1, .name = "WinRM 1"_L1},
    {.family = Family::Omi,
     .name = "OMI"_L1,
     .form = UriForm::Dmtf,
     .spelling = {.times = TimeSpelling::Cim, .embedded = EmbeddedSpelling::Flat},
     .subscribes = true},
    {.family = Family::Openwsman,
     .name = "openwsman"_L1,
     .form = UriForm::Dmtf,
     .spelling = {.times = TimeSpelling::Cim, .embedded = EmbeddedSpelling::Child},
     .mostElements = 500,
     .subscribes = true},
    {.family = Family::Pegasus,
     .name = "Pegasus"_L1,
     .form = UriForm::Dmtf,
     .wqlOnClass = true,
     .spelling = {.times = TimeSpelling::Iso, .embedded = EmbeddedSpelling::Child},
     .mostElements = 500},
    // It makes a page of that size in a hundredth of a second.
    {.family = Family::Cistern,
     .name = "Cistern"_L1,
     .envelopeSize = 2 * 1024 * 1024,
     .firstElements = 2'000,
     .subscribes = true},
    {.family = Family::Other,
     .name = "other"_L1,
     .form = UriForm::Dmtf,
     .spelling = {.times = TimeSpelling::Cim, .embedded = EmbeddedSpelling::Child},
     .mostElements = 200},
};

// What an identity may say; an empty string asks nothing. Vendor names of two families are chosen
// when those are built, so the namespace of the reply, which is not, comes first.
struct Sign
{
    QLatin1StringView nameSpace;
    QLatin1StringView vendor;  // somewhere in it
    QLatin1StringView version; // likewise
    QLatin1StringView protocol;
    Family family;
};
constexpr Sign signs[] = {
    {Names::oldWsman, {}, {}, {}, Family::WinRm1},
    {{}, {}, {}, Names::oldWsman, Family::WinRm1},
    {{}, {}, {}, Names::oldManagement, Family::WinRm1},
    {Names::soap, {}, {}, {}, Family::Omi},
    {Names::identify, {}, {}, {}, Family::Pegasus},
    {{}, "Open Management Infrastructure"_L1, {}, {}, Family::Omi},
    {{}, "Microsoft Corporation"_L1, "Stack: 1."_L1, {}, Family::WinRm1},
    {{}, "Microsoft Corporation"_L1, "Stack: 2."_L1, {}, Family::WinRm2008},
    {{}, "Microsoft Corporation"_L1, {}, {}, Family::WinRm},
    {{}, "Openwsman"_L1, {}, {}, Family::Openwsman},
    {{}, "Pegasus"_L1, {}, {}, Family::Pegasus},
    {{}, "Cistern"_L1, {}, {}, Family::Cistern},
};

bool fits(const Sign &sign, const IdentifyReply &identity)
{
    return identity.nameSpace.startsWith(sign.nameSpace)
        && identity.productVendor.contains(sign.vendor, Qt::CaseInsensitive)
        && identity.productVersion.contains(sign.version, Qt::CaseInsensitive)
        && identity.protocolVersion.startsWith(sign.protocol);
}
} // namespace

const Flavour &flavourOf(Family family)
{
    return flavours[size_t(family)];
}

const Flavour &flavourOf(const IdentifyReply &identity)
{
    const auto *sign = std::find_if(std::begin(signs), std::end(signs),
                                    [&identity](const Sign &row) { return fits(row, identity); });
    return flavourOf(sign == std::end(signs) ? Family::Other : sign->family);
}

} // namespace Cistern
