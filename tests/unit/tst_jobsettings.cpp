// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

// The setting that a call needs before it can refer to it: making it and writing to it are changes
// too, known by their message ids before they leave.
#include "tests/support/trackedsystem.h"

using namespace Cistern;
using namespace Qt::Literals::StringLiterals;
using State = JobRecord::State;
using Cause = Failure::Cause;

class TestJobSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m = std::make_unique<TrackedSystem>();
        QVERIFY(m->connect());
        CimInstance capabilities(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageCapabilities"));
        capabilities.set(u"InstanceID", CimValue::string(u"Fake:Capabilities"_s));
        m->system.instances.append(capabilities);
        m_capabilities = capabilities.path();
        m_setting = CimInstance(
            *Schema::findClass(QString(Schema::iscsiTarget), u"MSISCSITARGET_StorageSetting"));
        m_setting.set(u"InstanceID", CimValue::string(u"Fake:Setting"_s));
        m->system.method = [this](const QString &name, const MethodReply &) {
            if (name != "CreateSetting"_L1)
                return Outcome<MethodReply>(TrackedSystem::replied(0));
            m->system.instances.append(m_setting);
            return Outcome<MethodReply>(TrackedSystem::replied(
                0, {{u"NewSetting"_s, CimValue::reference(m_setting.path())}}));
        };
    }
    void cleanup() { m.reset(); }

    void eachChangeHasAMessageIdBeforeItLeaves()
    {
        QStringList ids;
        QObject::connect(&m->tracker(), &JobTracker::recordChanged, &m->owner, [&](qint64 id) {
            const QString now = m->find(id)->messageId;
            if (ids.isEmpty() || ids.last() != now)
                ids.append(now);
        });
        const qint64 id = m->started(withGoal());
        QCOMPARE(m->over(id).state, State::Succeeded);
        ids.removeAll(QString());
        QCOMPARE(ids.size(), 3); // CreateSetting, Put, the call
        QCOMPARE(m->system.messageIds.sliced(0, 3), ids);
        QCOMPARE(m->system.find(m_setting.path())->value(u"DataRedundancyGoal"),
                 CimValue::uint16(2));
    }

    void whatWasSaidIsKeptWhenTheSettingIsRefused()
    {
        m->system.method = [](const QString &, const MethodReply &) {
            return Outcome<MethodReply>(TrackedSystem::replied(5));
        };
        const qint64 id = m->started(withGoal());
        QCOMPARE(m->over(id).state, State::Failed);
        const auto said = m->program->history.exchange(id, &m->owner);
        QTRY_VERIFY(said.isFinished());
        QVERIFY(takenFrom(said)->request.contains("CreateSetting"));
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

    void aLostSettingLeavesTheCallUndone()
    {
        m->system.losesReplies = true;
        const qint64 id = m->started(withGoal());
        const JobRecord end = m->over(id);
        QCOMPARE(end.state, State::Failed);
        QCOMPARE(end.failure->cause, Cause::NotDone);
        QCOMPARE(end.failure->parameter, u"Goal"_s); // nothing was read: the call never left
        QVERIFY(!end.lost.isValid());
        QCOMPARE(m->system.count(u"Invoke CreateSetting"_s), 1);
        QCOMPARE(m->system.count(u"Invoke CreateOrModifyStoragePool"_s), 0);
    }

private:
    MethodCall withGoal() const
    {
        MethodCall call = m->create(u"gold"_s);
        call.setting = SettingRequest{.parameter = u"Goal"_s,
                                      .capabilities = m_capabilities,
                                      .values = {{u"DataRedundancyGoal"_s, CimValue::uint16(2)}}};
        return call;
    }

    std::unique_ptr<TrackedSystem> m;
    CimPath m_capabilities;
    CimInstance m_setting;
};

QTEST_GUILESS_MAIN(TestJobSettings)
#include "tst_jobsettings.moc"
