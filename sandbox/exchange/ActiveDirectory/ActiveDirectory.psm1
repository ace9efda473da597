# A stand-in for the module ActiveDirectory: the domains of the forest, and group members: never more than 5,000 at once, and
# none when one is a stranger.

. ([System.IO.Path]::Combine($PSScriptRoot, '..', 'world.ps1'))
$script:ReadAt = $null

# The directory has no connection that could be made anew: a changed world is seen by the date of its file.
function Update-World {
  $date = [System.IO.File]::GetLastWriteTimeUtc([System.Environment]::GetEnvironmentVariable('COUNTERSIGN_WORLD'))
  if ($date -eq $script:ReadAt) { return }
  $script:World = Import-NamedWorld
  $script:ReadAt = $date
}

function Get-MemberLimit {
  $limit = Get-Number $script:World.Faults 'directoryLimit'
  if ($limit -gt 0) { return $limit }
  return 5000
}

function Get-GroupElement([string]$Identity) {
  Update-World
  $group = $null
  if (-not $Identity -or -not (Get-World).RecipientById.TryGetValue($Identity, [ref]$group)) { throw "Cannot find an object with identity: '$Identity' under: 'DC=example,DC=com'." }
  return $group
}

function ConvertTo-DirectoryEntry($Element) {
  $class = Get-Text $Element 'objectClass'
  if ($class -eq '') { $class = if ((Get-Text $Element 'kind') -eq 'person') { 'user' } else { 'group' } }
  return [pscustomobject]@{ ObjectGUID = [guid](Get-Text $Element 'id'); objectClass = $class; SID = Get-Text $Element 'sid'; distinguishedName = Get-DistinguishedName $Element }
}

function Get-ADGroupMember {
  [CmdletBinding()]
  param([string]$Identity, [switch]$Recursive)
  Update-World
  $failure = Find-CommandFailure 'Get-ADGroupMember'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $members = @(Get-Part 'Get-ADGroupMember' (Get-Texts (Get-GroupElement $Identity) 'members'))
  if ($members.Count -gt (Get-MemberLimit)) { throw 'The size limit for this request was exceeded' }
  foreach ($id in $members) { if ($id.StartsWith('S-1-')) { throw 'The server was unable to process the request due to an internal error: an unresolvable foreign principal.' } }
  foreach ($id in $members) {
    $member = $null
    if ((Get-World).RecipientById.TryGetValue($id, [ref]$member)) { ConvertTo-DirectoryEntry $member }
  }
}

function Get-ADForest {
  [CmdletBinding()]
  param()
  Update-World
  if (Get-Flag $script:World.Faults 'withoutDomains') { throw 'Unable to contact the server. This may be because this server does not exist, it is currently down, or it does not have the Active Directory Web Services running.' }
  return [pscustomobject]@{ Name = $script:World.Domains[0].DnsRoot; Domains = [string[]]@($script:World.Domains | ForEach-Object { $_.DnsRoot }) }
}

function Get-ADDomain {
  [CmdletBinding()]
  param([string]$Identity)
  Update-World
  if ((Get-Texts $script:World.Faults 'silentDomains').Contains($Identity)) { throw "Unable to find a default server with Active Directory Web Services running in '$Identity'." }
  $domain = @($script:World.Domains | Where-Object { $_.DnsRoot -eq $Identity })
  if ($domain.Count -eq 0) { throw "Cannot find an object with identity: '$Identity' under: 'DC=example,DC=com'." }
  return [pscustomobject]@{ Name = $domain[0].Name; NetBIOSName = $domain[0].Name; DNSRoot = $domain[0].DnsRoot; Forest = $script:World.Domains[0].DnsRoot }
}

function Get-ADGroup {
  [CmdletBinding()]
  param([string]$Identity, [string[]]$Properties)
  Update-World
  $failure = Find-CommandFailure 'Get-ADGroup'
  if ($null -ne $failure) { $PSCmdlet.WriteError($failure); return }
  $names = foreach ($id in (Get-Texts (Get-GroupElement $Identity) 'members')) {
    $member = $null
    if ($id.StartsWith('S-1-')) { "CN=$id,CN=ForeignSecurityPrincipals,DC=example,DC=com" }
    elseif ((Get-World).RecipientById.TryGetValue($id, [ref]$member)) { Get-DistinguishedName $member }
  }
  $scope = Get-Text (Get-GroupElement $Identity) 'groupScope'
  if ($scope -eq '') { $scope = 'Universal' }
  return [pscustomobject]@{ ObjectGUID = [guid]$Identity; GroupScope = $scope; Members = @($names) }
}
