# What can be asked of Exchange: read only. The same script reads the real Exchange Online and a stand-in module.
# Engine commands and .NET only; arguments are data and never become code. Rows hold plain strings, flags and lists.
# A null or unknown identity makes Exchange answer the whole tenant: every identity is a checked GUID, every answer is
# compared with what was asked. Errors are non-terminating and leave no output: everything runs with -ErrorAction Stop.

$GuidPattern = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'
$UsedCommands = @('Get-MailboxPermission', 'Get-DistributionGroupMember', 'Get-User', 'Get-Group')
$RecipientProperties = @('ExternalDirectoryObjectId', 'Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses', 'RecipientTypeDetails')

function Assert-Guid([string]$Value) {
  if ($Value -notmatch $GuidPattern) { throw "not a GUID: '$Value'" }
}

# Deserialized objects hold 'False' as text, or an object with IsPresent; a cast to bool would call both true.
function Test-Flag($Value) {
  if ($null -eq $Value) { return $false }
  $present = $Value.PSObject.Properties['IsPresent']
  if ($null -ne $present) { return [string]$present.Value -eq 'True' }
  return [string]$Value -eq 'True'
}

function Get-StableId($Object) {
  $id = [string]$Object.ExternalDirectoryObjectId
  if ($id -eq '') { $id = [string]$Object.Guid }
  return $id.ToLowerInvariant()
}

function ConvertTo-Texts($Values) {
  $texts = [System.Collections.Generic.List[string]]::new()
  foreach ($value in $Values) { $texts.Add([string]$value) }
  return , $texts.ToArray()
}

function ConvertTo-SecureText([string]$Text) {
  $secure = [securestring]::new()
  foreach ($character in $Text.ToCharArray()) { $secure.AppendChar($character) }
  $secure.MakeReadOnly()
  return $secure
}

function Connect-Exchange([hashtable]$Request) {
  $module = if ($Request.modulePath) { [string]$Request.modulePath } else { 'ExchangeOnlineManagement' }
  Import-Module -Name $module -ErrorAction Stop
  $version = [string](Get-Module -Name 'ExchangeOnlineManagement').Version
  if ([version]$version -lt [version]'3.0.0') { throw "ExchangeOnlineManagement $version can no longer connect" }
  $arguments = @{
    CertificateFilePath = [string]$Request.certificateFile
    CertificatePassword = ConvertTo-SecureText $Request.certificatePassword
    AppId = [string]$Request.applicationId
    Organization = [string]$Request.organization
    CommandName = $UsedCommands
    ShowBanner = $false
    ErrorAction = 'Stop'
  }
  Connect-ExchangeOnline @arguments
  Send-Row ([ordered]@{ moduleVersion = $version })
}

function Disconnect-Exchange {
  Disconnect-ExchangeOnline -Confirm:$false -ErrorAction Stop
}

function Send-Mailbox($Mailbox) {
  Send-Row ([ordered]@{
      id = [string](Get-StableId $Mailbox)
      displayName = [string]$Mailbox.DisplayName
      primaryAddress = [string]$Mailbox.PrimarySmtpAddress
      proxyAddresses = [string[]](ConvertTo-Texts $Mailbox.EmailAddresses)
      type = [string]$Mailbox.RecipientTypeDetails
    })
}

# One type per query: mixed queries have had paging errors.
function Read-Mailboxes([hashtable]$Request) {
  $arguments = @{ ResultSize = 'Unlimited'; ErrorAction = 'Stop' }
  if ($Request.type -eq 'GroupMailbox') { $arguments.GroupMailbox = $true } else { $arguments.RecipientTypeDetails = [string]$Request.type }
  if ($Request.organizationalUnit) { $arguments.OrganizationalUnit = [string]$Request.organizationalUnit }
  Get-EXOMailbox @arguments | ForEach-Object { Send-Mailbox $_ }
}

# By stable id, without type, OU or filter. An answer that holds another mailbox is no answer.
function Find-Mailboxes([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $found = @(Get-EXOMailbox -ExternalDirectoryObjectId $id -GroupMailbox:([bool]$Request.groupMailbox) -ErrorAction Stop | Where-Object { (Get-StableId $_) -eq $id })
      if ($found.Count -ne 1) { throw "Exchange answered something else than mailbox '$id'" }
      Send-Mailbox $found[0]
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

function Send-Principal($Principal, [string]$UserPrincipalName, [string]$Sid) {
  Send-Row ([ordered]@{
      id = [string](Get-StableId $Principal)
      guid = [string]$Principal.Guid
      name = [string]$Principal.Name
      displayName = [string]$Principal.DisplayName
      alias = [string]$Principal.Alias
      primaryAddress = [string]$Principal.PrimarySmtpAddress
      emailAddresses = [string[]](ConvertTo-Texts $Principal.EmailAddresses)
      type = [string]$Principal.RecipientTypeDetails
      userPrincipalName = $UserPrincipalName
      sid = $Sid
    })
}

function Read-Recipients {
  Get-EXORecipient -ResultSize 'Unlimited' -Properties $RecipientProperties -ErrorAction Stop | ForEach-Object { Send-Principal $_ '' '' }
}

# Users and groups carry what recipients do not: SIDs, user principal names, and who has no mail at all.
function Read-Users {
  Get-User -ResultSize 'Unlimited' -ErrorAction Stop | ForEach-Object { Send-Principal $_ ([string]$_.UserPrincipalName) ([string]$_.Sid) }
}

function Read-Groups {
  Get-Group -ResultSize 'Unlimited' -ErrorAction Stop | ForEach-Object { Send-Principal $_ '' ([string]$_.Sid) }
}

function Get-PermissionRows([string]$Command, [string]$Id) {
  if ($Command -eq 'Get-EXOMailboxPermission') {
    return Get-EXOMailboxPermission -ExternalDirectoryObjectId $Id -ResultSize 'Unlimited' -ErrorAction Stop
  }
  $arguments = @{ Identity = $Id; ResultSize = 'Unlimited'; ErrorAction = 'Stop' }
  # Rows of people who are gone are hidden otherwise; not every version knows the switch.
  if ((Get-Command -Name 'Get-MailboxPermission').Parameters.ContainsKey('IncludeUnresolvedPermissions')) { $arguments.IncludeUnresolvedPermissions = $true }
  return Get-MailboxPermission @arguments
}

# One row per mailbox, so that half a mailbox can never be taken for a whole one.
function Read-Permissions([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $rows = [System.Collections.Generic.List[object]]::new()
      foreach ($permission in (Get-PermissionRows $Request.command $id)) {
        $rows.Add([ordered]@{
            user = [string]$permission.User
            sid = [string]$permission.UserSid
            rights = [string[]](ConvertTo-Texts $permission.AccessRights)
            deny = [bool](Test-Flag $permission.Deny)
            inherited = [bool](Test-Flag $permission.IsInherited)
          })
      }
      Send-Row ([ordered]@{ id = [string]$id; permissions = $rows })
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

# Direct members; nesting is expanded by the caller, each group once. The cmdlet stops at 1,000 unless told otherwise.
function Read-Members([hashtable]$Request) {
  foreach ($id in $Request.ids) {
    try {
      Assert-Guid $id
      $members = [System.Collections.Generic.List[string]]::new()
      foreach ($member in (Get-DistributionGroupMember -Identity $id -ResultSize 'Unlimited' -ErrorAction Stop)) { $members.Add((Get-StableId $member)) }
      Send-Row ([ordered]@{ id = [string]$id; members = $members })
    } catch { Send-ItemError $id $_ }
    $Out.Flush()
  }
}

function Invoke-Operation([hashtable]$Request) {
  switch ($Request.op) {
    'connect' { Connect-Exchange $Request }
    'disconnect' { Disconnect-Exchange }
    'mailboxes' { Read-Mailboxes $Request }
    'find' { Find-Mailboxes $Request }
    'recipients' { Read-Recipients }
    'users' { Read-Users }
    'groups' { Read-Groups }
    'permissions' { Read-Permissions $Request }
    'members' { Read-Members $Request }
    default { throw "unknown operation '$($Request.op)'" }
  }
}
