# A stand-in for the module ExchangeOnlineManagement: same names, parameters, shapes and traps, over a world in a JSON file.
# Engine commands and .NET only, so that it runs in the small PowerShell host as well. Reads; there is nothing to write.

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'world.ps1'))

# --- connecting

function Connect-ExchangeOnline {
  [CmdletBinding()]
  param(
    [string]$CertificateFilePath, [securestring]$CertificatePassword, [string]$AppId, [string]$Organization,
    [string]$AccessToken, [string]$UserPrincipalName,
    [string[]]$CommandName, [bool]$ShowBanner = $true, [switch]$SkipLoadingFormatData
  )
  $world = Import-NamedWorld
  $fault = Get-Text $world.Faults 'connectError'
  if ($fault -ne '') { throw $fault }
  if ($AccessToken) { Assert-Token $world $AccessToken $UserPrincipalName } else { Assert-Certificate $CertificateFilePath $CertificatePassword $AppId $Organization }
  $script:World = $world
  $script:PermissionCalls = 0
  $script:Calls = @{}
  $script:SidByName = $null
  if ($ShowBanner) { $Host.UI.WriteLine('A banner that nobody asked for') }
}

function Assert-Certificate([string]$Path, [securestring]$Password, [string]$AppId, [string]$Organization) {
  if (-not [System.IO.File]::Exists($Path)) { throw "Could not find file '$Path'." }
  if ($null -eq $Password -or $Password.Length -eq 0) { throw 'The specified network password is not correct.' }
  $id = [guid]::Empty
  if (-not [guid]::TryParse($AppId, [ref]$id)) { throw "AADSTS700016: Application with identifier '$AppId' was not found in the directory." }
  if (-not $Organization.Contains('.')) { throw "AADSTS90002: Tenant '$Organization' not found." }
}

# Tokens the world refuses stand in its faults; the account must come along.
function Assert-Token($World, [string]$Token, [string]$UserPrincipalName) {
  if (-not $UserPrincipalName) { throw 'UserPrincipalName is needed beside AccessToken.' }
  if ((Get-Texts $World.Faults 'refusedTokens').Contains($Token)) { throw 'UnAuthorized: the access token is expired (401).' }
}

function Disconnect-ExchangeOnline {
  [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
  param()
  $script:World = $null
}

# --- reading

function Get-EXOMailbox {
  [CmdletBinding()]
  param(
    [Parameter(Position = 0)][string]$Identity, [string]$ExternalDirectoryObjectId, [string]$RecipientTypeDetails,
    [switch]$GroupMailbox, [string]$OrganizationalUnit, [string]$ResultSize = '1000', [string[]]$Properties, [string[]]$PropertySets
  )
  $failure = Find-CommandFailure 'Get-EXOMailbox'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $world = Get-World
  if ($ExternalDirectoryObjectId) {
    $found = $null
    $isThere = $world.MailboxById.TryGetValue($ExternalDirectoryObjectId, [ref]$found)
    if (-not $isThere -or ((Get-Text $found 'type') -eq 'GroupMailbox') -ne [bool]$GroupMailbox) { $PSCmdlet.WriteError((New-NotFound $ExternalDirectoryObjectId)); return }
    ConvertTo-Mailbox $found
    return
  }
  $type = if ($GroupMailbox) { 'GroupMailbox' } else { $RecipientTypeDetails }
  $listFault = Get-Text $world.Faults 'listError'
  if ($listFault -ne '' -and $type -eq (Get-Text $world.Faults 'listErrorType')) { $PSCmdlet.WriteError((New-Failure $listFault 'RestClientException')); return }
  $known = $null
  if ($Identity -and $world.MailboxById.TryGetValue($Identity, [ref]$known)) { ConvertTo-Mailbox $known; return }
  if ($OrganizationalUnit -and -not (Test-Unit $OrganizationalUnit)) { $PSCmdlet.WriteError((New-UnitFailure $OrganizationalUnit)); return }
  $withDescriptor = $Properties -contains 'ExoExchangeSecurityDescriptor'
  if ($withDescriptor -and (Get-Flag $world.Faults 'withoutDescriptors')) { $PSCmdlet.WriteError((New-Failure "The property 'ExoExchangeSecurityDescriptor' is not supported by this command." 'InvalidProperty')); return }
  $withChange = $Properties -contains 'WhenChangedUTC'
  if ($withChange -and (Get-Flag $world.Faults 'withoutWhenChanged')) { $PSCmdlet.WriteError((New-Failure "The property 'WhenChangedUTC' is not supported by this command." 'InvalidProperty')); return }
  # The trap: an identity that is null, empty or unknown is no restriction at all.
  $limit = Get-Limit $ResultSize
  $given = 0
  $hidden = Get-Texts $world.Faults 'missingFromList'
  foreach ($element in $world.Mailboxes) {
    if ($limit -le 0) { return }
    if ($type -and $type -ne (Get-Text $element 'type')) { continue }
    if ($OrganizationalUnit -and $OrganizationalUnit -ne (Get-Text $element 'organizationalUnit')) { continue }
    if ($hidden.Contains((Get-Text $element 'id'))) { continue }
    $limit--
    # Exchange answers lists in pages of 1,000.
    if ($given++ % 1000 -eq 0) { Wait-Until ([System.DateTime]::UtcNow.AddMilliseconds((Get-Number $world.Faults 'delayMs'))) }
    $mailbox = ConvertTo-Mailbox $element
    if ($withDescriptor) { $mailbox.PSObject.Properties.Add([psnoteproperty]::new('ExoExchangeSecurityDescriptor', (ConvertTo-Descriptor $element))) }
    if ($withChange) { $mailbox = Add-WhenChanged $mailbox $element }
    $mailbox
  }
}

function Find-PermissionFailure($World, [string]$Id) {
  if ((Get-Number $World.Faults 'throttledPermissionCalls') -ge $script:PermissionCalls -or (Get-Texts $World.Faults 'throttledMailboxes').Contains($Id)) { return New-Failure 'Request failed: 429 TooManyRequests. Maximum retry count reached.' 'RestClientException' }
  if (-not $World.MailboxById.ContainsKey($Id) -or (Get-Texts $World.Faults 'vanished').Contains($Id)) { return New-NotFound $Id }
  if (-not (Get-Texts $World.Faults 'unreadablePermissions').Contains($Id)) { return }
  return New-Failure "Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Mailbox '$Id'" 'RestClientException'
}

# The delay is that of the whole call: what is made up meanwhile is not on top of it.
function Get-PermissionsOf($Cmdlet, [string]$Id, [bool]$WithSid, [string]$ResultSize) {
  $world = Get-World
  $until = [System.DateTime]::UtcNow.AddMilliseconds((Get-Number $world.Faults 'delayMs'))
  $script:PermissionCalls++
  if ((Get-Number $world.Faults 'dieAtPermissionCall') -eq $script:PermissionCalls) { [System.Environment]::Exit(0) }
  $failure = Find-PermissionFailure $world $Id
  $rows = @()
  if ($null -eq $failure) {
    $mailbox = $world.MailboxById[$Id]
    $name = Get-Text $mailbox 'displayName'
    $rows = @(foreach ($element in $mailbox.GetProperty('permissions').EnumerateArray()) { ConvertTo-Permission $element $name $WithSid })
    # Exchange always shows the mailbox itself.
    if ($rows.Count -eq 0) { $rows = @(New-SelfPermission $name $WithSid) }
    if ((Get-Texts $world.Faults 'emptyPermissions').Contains($Id)) { $rows = @() }
  }
  Wait-Until $until
  if ($null -ne $failure) { $Cmdlet.WriteError($failure); return }
  $limit = Get-Limit $ResultSize
  foreach ($row in $rows) { if ($limit-- -gt 0) { $row } }
}

function Get-EXOMailboxPermission {
  [CmdletBinding()]
  param([string]$Identity, [string]$ExternalDirectoryObjectId, [string]$UserPrincipalName, [string]$PrimarySmtpAddress, [string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-EXOMailboxPermission'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  if ($ExternalDirectoryObjectId) { Get-PermissionsOf $PSCmdlet $ExternalDirectoryObjectId $false $ResultSize; return }
  if ($Identity) { Get-PermissionsOf $PSCmdlet $Identity $false $ResultSize; return }
  foreach ($mailbox in (Get-World).Mailboxes) { Get-PermissionsOf $PSCmdlet (Get-Text $mailbox 'id') $false $ResultSize }
}

function Get-MailboxPermission {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000', [switch]$IncludeUnresolvedPermissions)
  $failure = Find-CommandFailure 'Get-MailboxPermission'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  if (-not $Identity) { throw "Cannot bind argument to parameter 'Identity' because it is an empty string." }
  foreach ($row in (Get-PermissionsOf $PSCmdlet $Identity $true $ResultSize)) {
    if ($IncludeUnresolvedPermissions -or -not $row.User.StartsWith('S-1-5-21-')) { $row }
  }
}

function Get-EXORecipient {
  [CmdletBinding()]
  param([string]$Identity, [string]$ExternalDirectoryObjectId, [string]$ResultSize = '1000', [string[]]$Properties, [string[]]$RecipientTypeDetails)
  $failure = Find-CommandFailure 'Get-EXORecipient'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $world = Get-World
  $limit = Get-Limit $ResultSize
  # As documented: the minimum set has neither name nor address; they come when they are asked for.
  $whole = @($RecipientDetails | Where-Object { $Properties -notcontains $_ }).Count -eq 0
  $shown = @('ExternalDirectoryObjectId', 'RecipientTypeDetails') + $Properties
  if ($Identity) {
    $found = Find-ByAddress $Identity
    if ($null -eq $found) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
    if ($whole) { $found } else { Limit-Properties $found $shown }
    return
  }
  foreach ($element in (Get-Part 'Get-EXORecipient' $world.Recipients)) {
    if ((Get-Text $element 'primaryAddress') -eq '' -or $limit -le 0) { continue }
    $limit--
    $recipient = ConvertTo-Recipient $element
    if ($whole) { $recipient } else { Limit-Properties $recipient $shown }
  }
  foreach ($element in (Get-Part 'Get-EXORecipient' $world.Mailboxes)) {
    if ($limit -le 0) { return }
    $limit--
    $recipient = ConvertTo-Mailbox $element
    if ($whole) { $recipient } else { Limit-Properties $recipient $shown }
  }
}

function Limit-Properties($Object, [string[]]$Names) {
  $kept = [ordered]@{}
  foreach ($property in $Object.PSObject.Properties) { if ($Names -contains $property.Name) { $kept[$property.Name] = $property.Value } }
  return [pscustomobject]$kept
}

function Get-Recipient {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  Get-EXORecipient -ResultSize $ResultSize -Properties @('Guid', 'Name', 'DisplayName', 'Alias', 'PrimarySmtpAddress', 'EmailAddresses')
}

function Get-User {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-User'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-Part 'Get-User' (Get-World).Recipients)) {
    if ((Get-Text $element 'kind') -ne 'person' -or $limit -le 0) { continue }
    $limit--
    ConvertTo-DirectoryObject $element
  }
}

function Get-Group {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-Group'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $limit = Get-Limit $ResultSize
  foreach ($element in (Get-Part 'Get-Group' (Get-World).Recipients)) {
    if ((Get-Text $element 'kind') -notin @('security-group', 'distribution-group', 'm365-group') -or $limit -le 0) { continue }
    $limit--
    ConvertTo-DirectoryObject $element
  }
}

function Get-DistributionGroupMember {
  [CmdletBinding()]
  param([Parameter(Position = 0)][string]$Identity, [string]$ResultSize = '1000')
  $failure = Find-CommandFailure 'Get-DistributionGroupMember'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $world = Get-World
  $group = $null
  if (-not $Identity -or -not $world.RecipientById.TryGetValue($Identity, [ref]$group)) { $PSCmdlet.WriteError((New-NotFound $Identity)); return }
  if ((Get-Texts $world.Faults 'unreadableGroups').Contains($Identity)) {
    $PSCmdlet.WriteError((New-Failure "Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Group '$Identity'" 'RestClientException'))
    return
  }
  $limit = Get-Limit $ResultSize
  foreach ($id in (Get-Part 'Get-DistributionGroupMember' (Get-Texts $group 'members'))) {
    $member = $null
    if ($limit -le 0 -or -not $world.RecipientById.TryGetValue($id, [ref]$member)) { continue }
    $limit--
    ConvertTo-Recipient $member
  }
}
