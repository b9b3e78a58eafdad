// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "tests/bench/parts/fleet.h"

#include "services/wsman/transports/httptransport.h"
#include "tests/bench/parts/fleetserver.h"

#include <QCoreApplication>

namespace Cistern {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString serving = u"--serve-fleet"_s;
}

Fleet::Fleet(const Size &size, int pools, int jobs)
    : book(folder.filePath(u"systems.json"_s))
    , connections(
          book,
          [this](const ConnectionSpec &spec, const Secret &password) {
              return std::make_unique<HttpTransport>(
                  HttpTarget{.url = spec.url,
                             .credentials = {.user = spec.user, .secret = password},
                             .scheme = findScheme("Basic"),
                             .address = spec.address,
                             .clearAllowed = true},
                  clock);
          },
          [](const ConnectionSpec &, QObject *) { return readyAnswer<Secret>(Secret("any")); },
          clock)
    , refresher(book, connections, inventory, clock)
{
    m_server.startTalking(QCoreApplication::applicationFilePath(),
                          {serving, QString::number(pools), QString::number(jobs)});
    QHash<QByteArray, int> ports;
    for (int i = 0; i < 3; ++i) {
        const QList<QByteArray> words = m_server.nextLine().split(' ');
        ports.insert(words.value(0), words.value(1).toInt());
    }
    ports.insert("dead", freePort());
    QList<ConnectionSpec> specs;
    const auto add = [&](const QByteArray &kind, int count) {
        for (int i = 0; i < count; ++i) {
            const QString id = u"%1-%2"_s.arg(QString::fromLatin1(kind)).arg(i);
            specs.append({.id = id,
                          .name = id,
                          .url = QUrl(u"http://127.0.0.1:%1/wsman/%2"_s.arg(ports[kind]).arg(i)),
                          .user = u"keeper"_s,
                          .clearAllowed = true});
            if (kind == "good")
                good.append(id);
        }
    };
    // Neighbours of all kinds, as in a list that nobody has sorted by what is wrong.
    add("dead", size.dead);
    add("slow", size.slow);
    add("hostile", size.hostile);
    add("good", size.good);
    QList<ConnectionSpec> mixed;
    for (qsizetype i = 0; i < specs.size(); ++i)
        mixed.append(specs[(i * 389) % specs.size()]);
    book.lend(specs.size() % 389 == 0 ? specs : mixed);
}

void Fleet::openAll()
{
    const QList<ConnectionSpec> systems = book.systems();
    for (const ConnectionSpec &spec : systems)
        connections.open(spec.id);
}

QString Fleet::report(const QByteArray &word)
{
    m_server.closeInput();
    m_server.untilEnd();
    const QList<QByteArray> lines = m_server.out.split('\n');
    QString last;
    for (const QByteArray &line : lines) {
        if (line.startsWith(word + ' '))
            last = QString::fromLatin1(line.mid(word.size() + 1));
    }
    return last;
}

bool isFleetServer(const QStringList &arguments, int &code)
{
    if (arguments.value(1) != serving)
        return false;
    code = serveFleet(arguments.value(2).toInt(), arguments.value(3).toInt());
    return true;
}

} // namespace Cistern
