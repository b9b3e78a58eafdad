// SPDX-FileCopyrightText: 2026 The Cistern developers
// SPDX-License-Identifier: MIT

#include "ui/wizards/volumedialog.h"

#include "models/storagefacts.h"
#include "services/schema/schema.h"
#include "ui/text/units.h"
#include "ui/widgets/beforeafter.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/jobtext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/requestdialog.h"
#include "ui/widgets/sizeedit.h"
#include "ui/wizards/nameedit.h"
#include "ui/wizards/sizequestion.h"

#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace Cistern {

VolumeDialog::VolumeDialog(const Console &console, const QString &systemId, const CimPath &pool,
                           Kind kind, QWidget *parent)
    : DialogFrame(parent)
    , m_console(console)
    , m_systemId(systemId)
    , m_pool(pool)
    , m_kind(kind)
    , m_name(new NameEdit(this))
    , m_size(new SizeEdit(this))
    , m_range(new Label(Label::Kind::Grey, QString(), this))
    , m_question(new SizeQuestion(console, this))
{
    const auto facts = StorageFacts(console.inventory, systemId).pool(pool);
    const QString poolName = facts ? facts->name : QString();
    setWindowTitle((kind == Volume ? tr("New volume – %1") : tr("New free extent – %1"))
                       .arg(systemName(console, systemId)));
    setHead(State::None,
            kind == Volume ? tr("New volume in %1").arg(isolated(poolName))
                           : tr("New free extent in %1").arg(isolated(poolName)),
            kind == Volume
                ? tr("A volume is a raw image that an iSCSI target or a virtual machine can use.")
                : tr("A free extent waits as a file of its own until a pool is made from it."));

    auto *nameLabel = new Label(Label::Kind::Body, tr("&Name:"), this);
    nameLabel->setBuddy(m_name->lineEdit());
    nameLabel->setMinimumHeight(m_name->lineEdit()->sizeHint().height());
    auto *sizeLabel = new Label(Label::Kind::Body, tr("&Size:"), this);
    sizeLabel->setBuddy(m_size->lineEdit());
    sizeLabel->setMinimumHeight(m_size->lineEdit()->sizeHint().height());
    m_range->setWordWrap(true);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(nameLabel, 0, 0, Qt::AlignTop);
    grid->addWidget(m_name, 0, 1);
    grid->addWidget(new Label(Label::Kind::Grey,
                              tr("Optional. Leave it blank and %1 chooses a name.")
                                  .arg(systemName(console, systemId)),
                              this),
                    1, 1);
    grid->addWidget(sizeLabel, 2, 0, Qt::AlignTop);
    grid->addWidget(m_size, 2, 1);
    grid->addWidget(m_range, 3, 1);
    auto *card = new Card(this);
    auto *cardColumn = new QVBoxLayout(card);
    cardColumn->setContentsMargins(16, 12, 16, 12);
    m_bars = new BeforeAfter(card);
    m_bars->setPlannedLabel(kind == Volume ? tr("This volume") : tr("This extent"));
    cardColumn->addWidget(m_bars);
    content()->addLayout(grid);
    content()->addSpacing(8);
    content()->addWidget(card);
    content()->addStretch(1);

    auto *request = new QPushButton(icon(QStringLiteral("code")), tr("Show &request"), this);
    addSide(request);
    connect(request, &QPushButton::clicked, this,
            [this] { (new RequestDialog(m_console, m_systemId, {call()}, this))->open(); });
    m_create = addAccept(kind == Volume ? tr("&Create volume") : tr("&Create extent"));
    addReject(tr("Cancel"));
    connect(m_name, &NameEdit::changed, this, &VolumeDialog::check);
    connect(m_size, &SizeEdit::sizeChanged, this, [this] {
        m_touched = m_touched || !m_loading;
        check();
    });
    connect(m_size->lineEdit(), &QLineEdit::textChanged, this, &VolumeDialog::check);
    connect(m_question, &SizeQuestion::answered, this, &VolumeDialog::takeRange);
    m_range->setText(tr("Asking %1 which sizes it can make…").arg(systemName(console, systemId)));
    m_question->ask(systemId, {pool}, 0, SizeQuestion::Volume);
    check();
    resize(640, 460);
    m_name->setFocus();
}

bool VolumeDialog::holds(const MethodCall &call)
{
    const auto type = call.argument(u"ElementType").toUnsigned();
    return (type == Volume || type == Extent) && call.argument(u"InPool").toPath()
        && call.argument(u"TheElement").isNull() && call.argument(u"Goal").isNull()
        && !call.setting;
}

void VolumeDialog::setCall(const MethodCall &call)
{
    m_name->setName(call.argument(u"ElementName").toString());
    m_size->setSize(call.argument(u"Size").toUnsigned());
    m_touched = true;
    check();
}

void VolumeDialog::setProblem(const Failure &failure)
{
    const quint64 offered = failure.offered.toULongLong();
    if (failure.cause == Failure::Cause::SizeNotSupported)
        m_size->showProblem(tr("%1 can't make this size.").arg(systemName(m_console, m_systemId)),
                            offered > 0 ? std::optional(offered) : std::nullopt);
    else if (failure.parameter == QLatin1StringView("ElementName"))
        m_name->showProblem(tr("%1 refused this name.").arg(systemName(m_console, m_systemId)));
    check();
}

MethodCall VolumeDialog::call() const
{
    MethodCall call(*Schema::findMethod(QString(Schema::iscsiTarget),
                                        u"MSISCSITARGET_StorageConfigurationService",
                                        u"CreateOrModifyElementFromStoragePool"),
                    StorageFacts(m_console.inventory, m_systemId).service());
    if (!m_name->name().isEmpty())
        call.setArgument(u"ElementName", CimValue::string(m_name->name()));
    call.setArgument(u"ElementType", CimValue::uint16(m_kind));
    if (m_size->size())
        call.setArgument(u"Size", CimValue::uint64(*m_size->size()));
    call.setArgument(u"InPool", CimValue::reference(m_pool));
    return call;
}

void VolumeDialog::takeRange()
{
    const auto &range = m_question->range();
    m_loading = true;
    m_size->setSliderVisible(range && range->most > range->least);
    if (range && range->most > 0) {
        m_size->setRange(range->least, range->most, range->step);
        if (!m_touched)
            m_size->setSize(range->most);
        m_range->hide();
    } else {
        m_range->setText(range ? tr("The pool has no space left.")
                               : tr("%1 doesn't tell which sizes it can make; it refuses what it "
                                    "can't and names the nearest size.")
                                     .arg(systemName(m_console, m_systemId)));
        m_range->show();
    }
    m_loading = false;
    check();
}

void VolumeDialog::check()
{
    const auto pool = StorageFacts(m_console.inventory, m_systemId).pool(m_pool);
    if (pool) {
        const Capacity now = Capacity::of(pool->used(), pool->total, pool->lowMark,
                                          pool->heldByPools);
        Capacity after = now;
        after.planned = std::min(m_size->size().value_or(m_size->nearest().value_or(0)),
                                 pool->free);
        m_bars->setSources({{.name = pool->name, .now = now, .after = after}});
    }
    const bool full = m_question->range() && m_question->range()->most == 0;
    m_create->setEnabled(m_name->isAcceptable() && m_size->isAcceptable() && m_size->size() && !full
                         && pool);
}

void VolumeDialog::accept()
{
    if (m_committed || !m_create->isEnabled())
        return;
    m_committed = true;
    const MethodCall wanted = call();
    DialogFrame::accept();
    Q_EMIT committed(m_systemId, wanted);
}

} // namespace Cistern
