// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// Prints what an object costs in the inventory as their number grows: nanoseconds of a first
// reading, of the same once more and of one with a change in a hundred, the longest event of the
// GUI thread meanwhile, and the memory kept. Volumes below pools, a link each. Sizes are arguments.
#include "services/inventory/inventory.h"
#include "services/schema/schema.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QThreadPool>
#include <QTimer>

#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int objectsPerPool = 100;
const QString systemId = u"a"_s;

// Times every event that this thread handles.
class Application : public QCoreApplication
{
public:
    using QCoreApplication::QCoreApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth++ > 0) {
            const bool done = QCoreApplication::notify(receiver, event);
            --m_depth;
            return done;
        }
        QElapsedTimer timer;
        timer.start();
        const qint64 begun = ownTime();
        const bool done = QCoreApplication::notify(receiver, event);
        --m_depth;
        events.push_back(timer.nsecsElapsed());
        longestOwn = std::max(longestOwn, ownTime() - begun);
        return done;
    }

    std::vector<qint64> events; // ns
    qint64 longestOwn = 0;      // ns of this thread: what others on this machine do does not count

private:
    static qint64 ownTime()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    }

    int m_depth = 0;
};

struct Words // shared by all, as a decoder shares them
{
    QString system = u"MSFTSM_ComputerSystem"_s, name = u"san1.lab.example"_s;
    QString volume = u"MSISCSITARGET_StorageVolume"_s;
};

CimInstance pool(int number)
{
    CimInstance pool(
        *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StoragePool"));
    pool.set(u"InstanceID", CimValue::string(u"pool-%1"_s.arg(number)));
    pool.set(u"Primordial", CimValue::boolean(false));
    return pool;
}

CimInstance volume(const Words &words, int number, bool changed)
{
    CimInstance volume(*Schema::findClass(QString(Schema::iscsiTarget), words.volume));
    volume.set(u"SystemCreationClassName", CimValue::string(words.system));
    volume.set(u"SystemName", CimValue::string(words.name));
    volume.set(u"CreationClassName", CimValue::string(words.volume));
    volume.set(u"DeviceID", CimValue::string(u"volume-%1"_s.arg(number)));
    volume.set(u"NumberOfBlocks", CimValue::uint64(quint64(number) + changed));
    return volume;
}

struct Read
{
    QList<CimInstance> objects, links;
};

Read reading(int size, int changedEach)
{
    const Words words;
    Read read;
    const auto decl = Schema::findClass(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_AllocatedFromStoragePool");
    CimPath above;
    for (int i = 0; i < size; ++i) {
        if (i % objectsPerPool == 0) {
            read.objects.append(pool(i / objectsPerPool));
            above = read.objects.last().path();
        }
        read.objects.append(volume(words, i, changedEach > 0 && i % changedEach == 0));
        CimInstance link(*decl);
        link.set(u"Antecedent", CimValue::reference(above));
        link.set(u"Dependent", CimValue::reference(read.objects.last().path()));
        read.links.append(link);
    }
    return read;
}

size_t used()
{
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

struct Figures
{
    double nanoseconds = 0; // an object, wall
    double longest = 0;     // event, ms
    double usual = 0;       // p99
    double own = 0;         // the longest, of this thread's own time
    qsizetype told = 0;     // nodes in signals
    size_t kept = 0;        // octets more than before, what was read is gone
};

template<class Known>
void give(Application &application, Known &known, Read read, const std::function<void()> &done)
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    if constexpr (requires { known.take(systemId, {{read.objects}, {read.links}, now}); }) {
        onDone(known.take(systemId, {{read.objects}, {read.links}, now}), &application,
               [done](const auto &) { done(); });
        read = {};
    } else {
        known.setObjects(systemId, read.objects, read.links, now);
        read = {};
        done();
    }
}

Figures measured(Application &application, Inventory &inventory, int size, int changedEach)
{
    Figures figures;
    const size_t before = used();
    Read read = reading(size, changedEach);
    const auto heard = QObject::connect(
        &inventory, &Inventory::changed, &application, [&figures](const Changes &changes) {
            figures.told += changes.added.size() + changes.removed.size() + changes.updated.size();
        });
    application.events.clear();
    application.longestOwn = 0;
    QElapsedTimer timer;
    timer.start();
    QTimer::singleShot(0, &application, [&] {
        give(application, inventory, std::exchange(read, {}), [&application] {
            QTimer::singleShot(0, &application, [] { QCoreApplication::exit(); });
        });
    });
    QCoreApplication::exec();
    figures.nanoseconds = double(timer.nsecsElapsed()) / size;
    QThreadPool::globalInstance()->waitForDone(); // what it still frees
    QObject::disconnect(heard);
    std::vector<qint64> &events = application.events;
    std::sort(events.begin(), events.end());
    figures.longest = double(events.back()) / 1e6;
    figures.usual = double(events[events.size() * 99 / 100]) / 1e6;
    figures.own = double(application.longestOwn) / 1e6;
    figures.kept = used() - before;
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    Application application(argc, argv);
    QList<int> sizes;
    for (int i = 1; i < argc; ++i)
        sizes.append(QString::fromLocal8Bit(argv[i]).toInt());
    if (sizes.isEmpty())
        sizes = {1'000, 10'000, 100'000};
    std::printf("%9s  %-16s %10s %12s %10s %10s %9s %12s\n", "objects", "reading", "ns/object",
                "longest ms", "own ms", "p99 ms", "told", "octets/obj.");
    for (const int size : sizes) {
        Inventory inventory;
        inventory.setSystems({{systemId, systemId}}, {});
        const auto row = [&](const char *name, int changedEach) {
            const Figures figures = measured(application, inventory, size, changedEach);
            std::printf("%9d  %-16s %10.0f %12.2f %10.2f %10.2f %9lld %12.0f\n", size, name,
                        figures.nanoseconds, figures.longest, figures.own, figures.usual,
                        static_cast<long long>(figures.told), double(qint64(figures.kept)) / size);
        };
        row("first", 0);
        row("unchanged", 0);
        row("1 % changed", 100);
    }
}
