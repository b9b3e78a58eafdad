// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/references.h"

#include "tests/bench/parts/figures.h"
#include "tests/support/child.h"
#include "tests/support/proof.h"
#include "tests/support/relay.h"

#include <KDSoapClient/KDSoapClientInterface.h>
#include <KDSoapClient/KDSoapMessage.h>
#include <KDSoapClient/KDSoapPendingCall.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QTemporaryFile>

#include <expat.h>
#include <pugixml.hpp>

namespace Cistern::References {

using namespace Qt::Literals::StringLiterals;

namespace {
std::vector<double> numbers(const QJsonValue &value)
{
    std::vector<double> numbers;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array)
        numbers.push_back(each.toDouble());
    return numbers;
}
} // namespace

void expat(const QByteArray &bytes)
{
    XML_Parser parser = XML_ParserCreateNS(nullptr, '\n');
    XML_SetElementHandler(
        parser, [](void *, const char *, const char **) {}, [](void *, const char *) {});
    XML_SetCharacterDataHandler(parser, [](void *, const char *, int) {});
    if (XML_Parse(parser, bytes.constData(), int(bytes.size()), 1) != XML_STATUS_OK)
        qFatal("expat does not read it");
    XML_ParserFree(parser);
}

void pugixml(const QByteArray &bytes)
{
    pugi::xml_document document;
    if (!document.load_buffer(bytes.constData(), size_t(bytes.size())))
        qFatal("pugixml does not read it");
}

// Its reader is no part of what it installs, but a call reads the reply when it is first asked for
// it; by then all octets are here.
std::vector<double> kdsoap(const QByteArray &bytes, int runs)
{
    Relay server([reply = httpReply(200, bytes)](int, const QByteArray &) {
        return Relay::Act{.bytes = reply};
    });
    KDSoapClientInterface client(u"http://127.0.0.1:%1/wsman"_s.arg(server.port()), {});
    client.setSoapVersion(KDSoapClientInterface::SOAP1_2);
    client.setProxy(QNetworkProxy(QNetworkProxy::NoProxy));
    std::vector<double> samples;
    for (int i = 0; i < runs; ++i) {
        const KDSoapPendingCall call = client.asyncCall(u"Enumerate"_s, KDSoapMessage());
        if (!comes([&call] { return call.isFinished(); }))
            return {};
        KDSoapMessage message;
        samples.push_back(computed(1, [&] { message = call.returnMessage(); }).front());
        if (message.isFault() || message.childValues().isEmpty())
            return {};
    }
    return samples;
}

Lxml lxml(const QByteArray &bytes, int runs)
{
    // That of the system has its packages; another one may come first in the path.
    const QString own = u"/usr/bin/python3"_s;
    const QString python = QFile::exists(own) ? own : Child::find(u"python3"_s);
    QTemporaryFile file;
    if (python.isEmpty() || !file.open() || file.write(bytes) != bytes.size() || !file.flush())
        return {};
    const QByteArray said = Child::output(python,
                                          {u"" CISTERN_SOURCE_DIR
                                           "/tests/bench/parts/lxmlreader.py"_s,
                                           file.fileName(), QString::number(runs)},
                                          QProcessEnvironment::systemEnvironment());
    const QJsonObject told = QJsonDocument::fromJson(said).object();
    return {.parsed = numbers(told[u"parsed"]), .taken = numbers(told[u"taken"])};
}

} // namespace Cistern::References
