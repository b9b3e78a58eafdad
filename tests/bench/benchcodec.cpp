// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Prints how fast pages of an enumeration are written and read, and what one request costs.
#include "services/schema/schema.h"
#include "services/wsman/soapxml.h"

#include <QElapsedTimer>

#include <cstdio>
#include <limits>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

// Nanoseconds of one call: the quickest of so many, because other work only ever adds.
template<class Function>
double quickest(int runs, Function function)
{
    double best = std::numeric_limits<double>::max();
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        function();
        best = std::min(best, double(timer.nsecsElapsed()));
    }
    return best;
}

// A volume with every property that its class has.
CimInstance volume(int number)
{
    const QString nameSpace(Schema::iscsiTarget);
    const ClassDecl *decl = Schema::findClass(nameSpace, u"MSISCSITARGET_StorageVolume");
    CimInstance instance(*decl);
    for (const PropertyDecl &property : decl->properties) {
        CimValue value = CimValue::string(u"%1 of volume %2"_s.arg(property.name).arg(number));
        if (property.type == CimType::Boolean)
            value = CimValue::boolean(number % 2);
        else if (property.type == CimType::DateTime)
            value = CimValue::dateTime(
                CimDateTime::at(QDateTime::fromSecsSinceEpoch(number, Qt::UTC)));
        else if (property.type != CimType::String)
            value = CimValue::fromText(property.type, QString::number(number % 100))
                        .value_or(CimValue());
        if (property.array && !value.isNull())
            value = CimValue::array(property.type, {value, value});
        instance.set(QString(property.name), value);
    }
    return instance;
}

} // namespace

int main()
{
    Envelope request;
    request.to = u"https://san1.lab.example:5986/wsman"_s;
    request.target = CimPath(Schema::iscsiTarget, u"MSISCSITARGET_StorageVolume"_s);
    request.messageId = newMessageId();
    request.body = Wsman::Enumerate{.filter = {}, .maxElements = 200};
    Wsman::Items items{.instances = {}, .paths = {}, .context = u"uuid:1"_s, .end = false};
    for (int i = 0; i < 100; ++i)
        items.instances.append(volume(i));
    const Envelope reply = replyTo(request, items);
    const QByteArray page = writeEnvelope(reply);
    const double megabytes = double(page.size()) / 1e6;

    qsizetype checked = 0;
    const double reading = quickest(30, [&] {
        const auto read = readReply(page, request);
        checked += read ? std::get<Wsman::Items>(read->body).instances.size() : 0;
    });
    const double writing = quickest(30, [&] { checked += writeEnvelope(reply).size(); });
    const double asking = quickest(300, [&] { checked += writeEnvelope(request).size(); });
    std::printf("page of 100 volumes: %.0f KB\n", megabytes * 1000);
    std::printf("reply read:     %7.1f MB/s, %5.1f us an object\n", megabytes / (reading / 1e9),
                reading / 1000 / 100);
    std::printf("reply written:  %7.1f MB/s, %5.1f us an object\n", megabytes / (writing / 1e9),
                writing / 1000 / 100);
    std::printf("request written: %6.1f us\n", asking / 1000);
    return checked > 0 ? 0 : 1;
}
